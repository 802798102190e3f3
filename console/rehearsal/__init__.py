"""`warmline rehearse`: people with phones play every main path on the real stack. See `scene` for how to add one."""
