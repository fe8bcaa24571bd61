"""The live page: deliveries in a browser on this machine, decided anew while their policies are edited."""
