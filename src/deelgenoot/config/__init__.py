"""How the house is set up: settings, addresses and the `deelgenoot` command."""
