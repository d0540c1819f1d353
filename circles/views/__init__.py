"""The pages of a circle. A view fetches what the person may see, asks an action, and answers; it never saves."""
