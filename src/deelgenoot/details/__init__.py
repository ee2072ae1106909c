"""How someone is reached: address, phone, mail and wishes, and who sees and keeps them."""
