"""What is people's own: accounts, marks, follows and mutes, how they are told."""
