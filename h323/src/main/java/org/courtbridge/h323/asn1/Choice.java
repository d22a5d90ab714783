package org.courtbridge.h323.asn1;

import java.util.Objects;
import java.util.Optional;

/** The value of a CHOICE: one alternative and what it holds. */
public final class Choice {

    private final ChoiceType type;
    private final int index;
    private final Object value;

    /** @param value {@link Octets} for an alternative that is not known here */
    Choice(ChoiceType type, int index, Object value) {
        this.type = type;
        this.index = index;
        this.value = value;
    }

    public ChoiceType type() {
        return type;
    }

    /** From 0; those of the extension follow the root. */
    public int index() {
        return index;
    }

    /** The alternative's name; empty if a later version added it. */
    public String name() {
        return type.alternative(index);
    }

    public boolean is(String alternative) {
        return name().equals(alternative);
    }

    /** {@link Octets}, its encoding, if the alternative is not known here. */
    public Object value() {
        return value;
    }

    /** The value, if the alternative is that one; else empty. */
    public <T> Optional<T> find(String alternative, Class<T> kind) {
        return is(alternative) ? Optional.of(kind.cast(value)) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Choice that && type == that.type && index == that.index && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(index, value);
    }

    @Override
    public String toString() {
        String alternative = name().isEmpty() ? "UNKNOWN(" + index + ")" : name();
        return value == Null.NULL ? alternative : alternative + ": " + value;
    }
}
