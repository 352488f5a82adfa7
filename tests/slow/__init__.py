"""What takes minutes: scale, documents as another program renders them, long use."""
