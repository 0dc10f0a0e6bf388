"""How the entity model is made."""
