"""Text dumps: pages without their tags, cut into segments, labelled and put together."""
