"""Rates of words in unlabelled news, then the judges that look at them."""

from training.quotes import fit, word_rates

word_rates.main()
fit.main()
