package io.mynah.text.lexicon;

import org.jspecify.annotations.Nullable;

/** Currencies whose sign stands before the amount. */
public enum Currency {
    DOLLAR("$", "dollar", "dollars", "cent", "cents"),
    POUND("£", "pound", "pounds", "pence", "pence"),
    EURO("€", "euro", "euros", "cent", "cents");

    private final String sign;
    private final String unit;
    private final String units;
    private final String fraction;
    private final String fractions;

    Currency(String sign, String unit, String units, String fraction, String fractions) {
        this.sign = sign;
        this.unit = unit;
        this.units = units;
        this.fraction = fraction;
        this.fractions = fractions;
    }

    /** The currency of a sign; {@code null} if the text is none. */
    public static @Nullable Currency of(String sign) {
        for (Currency currency : values()) {
            if (currency.sign.equals(sign)) {
                return currency;
            }
        }
        return null;
    }

    String unit(boolean one) {
        return one ? unit : units;
    }

    String fraction(boolean one) {
        return one ? fraction : fractions;
    }
}
