"""The admin page at ``/admin``: what goes on, and what an admin may do about it."""
