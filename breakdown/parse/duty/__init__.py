"""Who is responsible by when: labels, verbs, brackets, lists, and the rules that a notice states once for all."""
