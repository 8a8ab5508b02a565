"""The attribution model: who said what, trained on PolNeAR."""
