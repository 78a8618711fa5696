package io.mynah.rest.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes typed fields out of a JSON object and collects what is wrong with them. Conversions are those of pydantic v2's
 * lax mode: {@code "1.5"} is a number, {@code 50.0} an integer, {@code "yes"} a boolean, {@code 1} no string.
 *
 * <p>Each method returns {@code null} where the field is absent or wrong; {@link #check()} tells the difference. Used by
 * one thread.
 */
final class Fields {
    private static final Set<String> TRUE = Set.of("1", "on", "t", "true", "y", "yes");
    private static final Set<String> FALSE = Set.of("0", "off", "f", "false", "n", "no");
    /** Beyond it pydantic does not convert floats to integers. */
    private static final double LARGEST_FLOAT = 0x1p63;

    private final ObjectNode body;
    private final List<FieldError> errors = new ArrayList<>();

    Fields(ObjectNode body) {
        this.body = body;
    }

    /** @throws InvalidBodyException if any field that was asked for is wrong */
    void check() throws InvalidBodyException {
        if (!errors.isEmpty()) {
            throw new InvalidBodyException(errors);
        }
    }

    /** Adds a fault that was found elsewhere. */
    void add(FieldError error) {
        errors.add(error);
    }

    /** Whether the client gave a field a value. */
    boolean has(String name) {
        return body.hasNonNull(name);
    }

    /** A string that must be there, with something in it but blanks. */
    @Nullable String filled(String name, int limit) {
        if (!body.has(name)) {
            errors.add(FieldError.missing(List.of("body", name), body));
            return null;
        }
        String text = string(name, false);
        if (text == null) {
            return null;
        }
        if (text.codePoints().allMatch(Fields::isBlank)) {
            fail("string_too_short", name, "String should have at least 1 character", ctx("min_length", 1));
        } else if (text.codePointCount(0, text.length()) > limit) {
            tooLong(name, limit);
        } else {
            return text;
        }
        return null;
    }

    @Nullable String string(String name, boolean nullable) {
        JsonNode value = value(name, nullable);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            fail("string_type", name, "Input should be a valid string", null);
        } else if (Surrogates.hasLone(value.textValue())) {
            String message = "Input should be a valid string, unable to parse raw data as a unicode string";
            fail("string_unicode", name, message, null);
        } else {
            return value.textValue();
        }
        return null;
    }

    /** A string or null of so many characters at most. */
    @Nullable String limited(String name, int limit) {
        String text = string(name, true);
        if (text != null && text.codePointCount(0, text.length()) > limit) {
            tooLong(name, limit);
            return null;
        }
        return text;
    }

    /** A string that a pattern matches as a whole, or null. */
    @Nullable String matching(String name, String pattern) {
        String text = string(name, true);
        if (text != null && !text.matches(pattern)) {
            String message = "String should match pattern '" + pattern + "'";
            fail("string_pattern_mismatch", name, message, ctx("pattern", pattern));
            return null;
        }
        return text;
    }

    /** A list of so many strings at most that are neither blank nor too long and have no control character, or null. */
    @Nullable List<String> strings(String name, int most, int longest) {
        JsonNode list = value(name, true);
        if (list == null) {
            return null;
        }
        if (!list.isArray()) {
            fail("list_type", name, "Input should be a valid list", null);
            return null;
        }
        if (list.size() > most) {
            String message = "List should have at most " + most + " items after validation, not " + list.size();
            fail("too_long", name, message, ctx("max_length", most));
            return null;
        }
        List<String> strings = new ArrayList<>();
        for (JsonNode item : list) {
            String text = item.isTextual() ? item.textValue().strip() : "";
            boolean good = !text.isEmpty()
                    && text.length() <= longest
                    && !Surrogates.hasLone(text)
                    && text.chars().noneMatch(Character::isISOControl);
            if (!good) {
                String message = "Input should be a string of 1 to " + longest + " characters, no control characters";
                errors.add(new FieldError("string_type", List.of("body", name, strings.size()), message, item, null));
                return null;
            }
            strings.add(text);
        }
        return strings;
    }

    /** The only value there is, or null. */
    void only(String name, String only) {
        JsonNode value = value(name, true);
        if (value != null && !only.equals(value.textValue())) {
            String expected = "'" + only + "'";
            fail("literal_error", name, "Input should be " + expected, ctx("expected", expected));
        }
    }

    /** One of the known values, or null; any if none is known. */
    @Nullable String known(String name, Set<String> values) {
        String text = string(name, true);
        if (text == null || values.isEmpty() || values.contains(text)) {
            return text;
        }
        String expected = FieldError.alternatives(values.stream().sorted().toList());
        fail("literal_error", name, "Input should be " + expected, ctx("expected", expected));
        return null;
    }

    @Nullable Double number(String name, double low, double high, boolean nullable) {
        JsonNode value = value(name, nullable);
        if (value == null) {
            return null;
        }
        double number;
        if (value.isNumber()) {
            number = value.doubleValue();
        } else if (value.isBoolean()) {
            number = value.booleanValue() ? 1 : 0;
        } else if (value.isTextual()) {
            OptionalDouble parsed = Numbers.parseFloat(value.textValue());
            if (parsed.isEmpty()) {
                fail("float_parsing", name, "Input should be a valid number, unable to parse string as a number", null);
                return null;
            }
            number = parsed.getAsDouble();
        } else {
            fail("float_type", name, "Input should be a valid number", null);
            return null;
        }
        // Written so that NaN fails, and in pydantic's order.
        if (!(number <= high)) {
            fail("less_than_equal", name, "Input should be less than or equal to " + plain(high), ctx("le", high));
        } else if (!(number >= low)) {
            fail("greater_than_equal", name, "Input should be greater than or equal to " + plain(low), ctx("ge", low));
        } else {
            return number;
        }
        return null;
    }

    @Nullable Long integer(String name, long low, long high, boolean nullable) {
        JsonNode value = value(name, nullable);
        if (value == null) {
            return null;
        }
        BigInteger number = toInteger(name, value);
        if (number == null) {
            return null;
        }
        if (number.compareTo(BigInteger.valueOf(high)) > 0) {
            fail("less_than_equal", name, "Input should be less than or equal to " + high, ctx("le", high));
        } else if (number.compareTo(BigInteger.valueOf(low)) < 0) {
            fail("greater_than_equal", name, "Input should be greater than or equal to " + low, ctx("ge", low));
        } else {
            return number.longValue();
        }
        return null;
    }

    private @Nullable BigInteger toInteger(String name, JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.bigIntegerValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? BigInteger.ONE : BigInteger.ZERO;
        }
        if (value.isNumber()) {
            return wholeOf(name, value.doubleValue());
        }
        if (!value.isTextual()) {
            fail("int_type", name, "Input should be a valid integer", null);
            return null;
        }
        Optional<BigInteger> parsed = Numbers.parseInteger(value.textValue());
        if (parsed.isEmpty()) {
            fail("int_parsing", name, "Input should be a valid integer, unable to parse string as an integer", null);
        }
        return parsed.orElse(null);
    }

    private @Nullable BigInteger wholeOf(String name, double number) {
        if (!Double.isFinite(number)) {
            fail("finite_number", name, "Input should be a finite number", null);
        } else if (number != Math.rint(number)) {
            String message = "Input should be a valid integer, got a number with a fractional part";
            fail("int_from_float", name, message, null);
        } else if (Math.abs(number) >= LARGEST_FLOAT) {
            String message = "Unable to parse input string as an integer, exceeded maximum size";
            fail("int_parsing_size", name, message, null);
        } else {
            return BigInteger.valueOf((long) number);
        }
        return null;
    }

    @Nullable Boolean bool(String name) {
        JsonNode value = value(name, false);
        if (value == null || value.isBoolean()) {
            return value == null ? null : value.booleanValue();
        }
        boolean whole = value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
        if (!value.isTextual() && !(whole && value.canConvertToLong())) {
            fail("bool_type", name, "Input should be a valid boolean", null);
            return null;
        }
        String word =
                value.isTextual() ? value.textValue().toLowerCase(Locale.ROOT) : String.valueOf(value.longValue());
        if (!TRUE.contains(word) && !FALSE.contains(word)) {
            String message = "Input should be a valid boolean, unable to interpret input";
            fail("bool_parsing", name, message, null);
            return null;
        }
        return TRUE.contains(word);
    }

    /** The field's value; {@code null} if it is absent, or null where that means the same. */
    private @Nullable JsonNode value(String name, boolean nullable) {
        JsonNode value = body.get(name);
        return value == null || (nullable && value.isNull()) ? null : value;
    }

    private void tooLong(String name, int limit) {
        String message = "String should have at most " + limit + " characters";
        fail("string_too_long", name, message, ctx("max_length", limit));
    }

    private void fail(String type, String name, String message, @Nullable ObjectNode ctx) {
        errors.add(new FieldError(type, List.of("body", name), message, body.get(name), ctx));
    }

    private static ObjectNode ctx(String key, Object value) {
        return JsonNodeFactory.instance.objectNode().set(key, JsonNodeFactory.instance.pojoNode(value));
    }

    /** 5 for 5.0, as pydantic prints limits. */
    private static String plain(double limit) {
        return BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString();
    }

    /** White space wherever Unicode has it, and control characters, which are spoken as white space. */
    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.isISOControl(codePoint);
    }
}
