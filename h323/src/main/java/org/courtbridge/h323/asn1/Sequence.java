package org.courtbridge.h323.asn1;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.courtbridge.h323.per.PerException;
import org.jspecify.annotations.Nullable;

/**
 * The value of a SEQUENCE. Components are asked for by the names that the Recommendation gives them; a name that the type
 * does not have is a mistake of the caller, and thrown at once.
 */
public final class Sequence {

    static final @Nullable Octets[] NO_ADDITIONS = new Octets[0];

    /** By their number, arrays without anything in them, which all sequences share. */
    private static final @Nullable Octets[][] NOTHING_UNKNOWN =
            IntStream.range(0, Long.SIZE).mapToObj(Octets[]::new).toArray(Octets[][]::new);

    private final SequenceType type;

    /** By their place in {@link SequenceType#components}; only the root's where nothing came for the extension. */
    private final @Nullable Object[] values;

    /**
     * As many as bits came in the extension's preamble: what is known here, or not there, is null. A sender of an older
     * version has fewer bits than additions are known here, and gets as many back.
     */
    private final @Nullable Octets[] additions;

    /** So many additions, of which nothing has come that is not known here. */
    static @Nullable Octets[] nothingUnknown(int count) {
        return count < NOTHING_UNKNOWN.length ? NOTHING_UNKNOWN[count] : new Octets[count];
    }

    Sequence(SequenceType type, @Nullable Object[] values, @Nullable Octets[] additions) {
        this.type = type;
        this.values = values;
        this.additions = additions;
    }

    public SequenceType type() {
        return type;
    }

    public boolean has(String component) {
        return value(type.place(component)) != null;
    }

    /** A component of that kind, which {@link Type} lists; empty if it is not there. */
    public <T> Optional<T> find(String component, Class<T> kind) {
        return Optional.ofNullable(kind.cast(value(type.place(component))));
    }

    /** A component that whoever sent this owes us. @throws PerException if it is not there */
    public <T> T get(String component, Class<T> kind) {
        return find(component, kind)
                .orElseThrow(() -> new PerException("%s lacks %s".formatted(type.name(), component)));
    }

    public long number(String component) {
        return get(component, Long.class);
    }

    public boolean flag(String component) {
        return get(component, Boolean.class);
    }

    /** The items of a SEQUENCE OF; none if it is not there. */
    public <T> List<T> list(String component, Class<T> kind) {
        List<?> items = find(component, List.class).orElse(List.of());
        return items.stream().<T>map(kind::cast).toList();
    }

    /** A builder that has all of this already, for a value that differs in something. */
    public Builder but() {
        Builder builder = new Builder(type);
        System.arraycopy(values, 0, builder.values, 0, values.length);
        builder.additions = additions;
        return builder;
    }

    /** By its place in {@link SequenceType#components}. */
    public @Nullable Object value(int place) {
        return place < values.length ? values[place] : null;
    }

    /** Bits of the extension's preamble; 0 without one. */
    int additions() {
        return additions.length;
    }

    @Nullable
    Object addition(int index) {
        int place = type.root() + index;
        return place < type.components().size() ? value(place) : additions[index];
    }

    /** Encodings of the extension additions that are not known here, in their order; null where there is none. */
    public List<@Nullable Octets> unknownAdditions() {
        int known = type.components().size() - type.root();
        return additions.length <= known ? List.of() : Arrays.asList(additions).subList(known, additions.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sequence that
                && type == that.type
                && Arrays.equals(values, that.values)
                && Arrays.equals(additions, that.additions);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                text.append(text.length() == 1 ? "" : ", ")
                        .append(type.components().get(i).name())
                        .append(": ")
                        .append(values[i]);
            }
        }
        unknownAdditions().forEach(addition -> {
            if (addition != null) {
                text.append(text.length() == 1 ? "" : ", ").append("UNKNOWN: ").append(addition);
            }
        });
        return text.append('}').toString();
    }

    /** Collects components. */
    public static final class Builder {

        private final SequenceType type;
        private final @Nullable Object[] values;
        private @Nullable Octets[] additions = NO_ADDITIONS;

        Builder(SequenceType type) {
            this.type = type;
            this.values = new Object[type.components().size()];
        }

        /** @throws IllegalArgumentException if the type has no such component */
        public Builder set(String component, Object value) {
            values[type.place(component)] = value;
            return this;
        }

        public Builder set(String component, long value) {
            return set(component, (Object) value);
        }

        /** Sets it if there is a value. */
        public Builder set(String component, Optional<?> value) {
            value.ifPresent(present -> set(component, present));
            return this;
        }

        public Builder without(String component) {
            values[type.place(component)] = null;
            return this;
        }

        /** Builds the value. Whether all is there, and within its bounds, is checked when it is written. */
        public Sequence done() {
            int needed = 0;
            for (int place = type.root(); place < values.length; place++) {
                if (values[place] != null) {
                    needed = values.length - type.root();
                }
            }
            int bits = Math.max(needed, additions.length);
            return new Sequence(
                    type,
                    Arrays.copyOf(values, bits == 0 ? type.root() : values.length),
                    Arrays.copyOf(additions, bits));
        }
    }
}
