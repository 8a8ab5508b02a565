"""Training and evaluation of the models that ship with OnRecord; never imported by the package."""
