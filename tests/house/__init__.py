"""House rules that no one can forget, because these tests walk the whole house."""
