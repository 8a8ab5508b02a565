"""The model that tells which statements are alike in meaning: made from a pretrained one, and measured."""
