"""Tests of how the house is started and looked after."""
