"""Text to statements, one module a stage; pure: no storage, no printing, no network."""
