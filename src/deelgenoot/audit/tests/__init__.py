"""Tests of the audit book."""
