package org.courtbridge.h323.asn1;

import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.per.PerReader;
import org.courtbridge.h323.per.PerWriter;

/**
 * An ASN.1 type, as far as aligned PER sees it (X.691): how its values are read and written. Types are immutable, and any
 * number of threads may use them.
 *
 * <p>Values are immutable and compare by what they hold: {@link Boolean}, {@link Long}, {@link java.math.BigInteger},
 * {@link Enumerated}, {@link String}, {@link Octets}, {@link org.courtbridge.h323.per.BitString},
 * {@link org.courtbridge.h323.per.ObjectIdentifier}, {@link Null}, {@link Sequence}, {@link Choice}, and a {@link java.util.List} of these.
 */
public sealed interface Type permits Builtin, Compound {

    /** As the Recommendation calls it; empty where it has no name of its own. */
    String name();

    /**
     * Reads a value. No type declares a narrower result than this: each value would cost one call more.
     *
     * @throws PerException if that is no encoding of a value of this type
     */
    Object read(PerReader in);

    /** @throws IllegalArgumentException if that is no value of this type */
    void write(PerWriter out, Object value);

    /** A whole message. @throws PerException if it is none, or anything but padding comes after it */
    default Object decode(byte[] message) {
        PerReader in = PerReader.of(message);
        Object value = read(in);
        if (in.remaining() > 0) {
            throw new PerException("after the end of %s: %d octets".formatted(name(), in.remaining()));
        }
        return value;
    }

    /** The same of a message within another. */
    default Object decode(Octets message) {
        return decode(message.unwrap());
    }

    /** A whole message. @throws IllegalArgumentException if that is no value of this type */
    default byte[] encode(Object value) {
        PerWriter out = new PerWriter();
        write(out, value);
        return out.toOctets();
    }

    /** @throws IllegalArgumentException if a value is of another class than the type's values are */
    static <T> T cast(Object value, Class<T> kind, Type type) {
        if (!kind.isInstance(value)) {
            throw new IllegalArgumentException("%s: a %s (expected: %s)"
                    .formatted(type.name(), value.getClass().getSimpleName(), kind.getSimpleName()));
        }
        return kind.cast(value);
    }
}
