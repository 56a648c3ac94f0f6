"""The laboratory: corpus, training, evaluation, export. The only room that imports scikit-learn."""
