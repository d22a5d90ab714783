package org.courtbridge.h323.asn1;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.courtbridge.h323.per.Alphabet;
import org.courtbridge.h323.per.BitString;
import org.courtbridge.h323.per.Bounds;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.per.PerReader;
import org.courtbridge.h323.per.PerWriter;
import org.courtbridge.h323.per.Size;

/** A type that holds no other. */
public sealed interface Builtin extends Type {

    Builtin BOOLEAN = new BooleanType();
    Builtin NULL = new NullType();
    Builtin OBJECT_IDENTIFIER = new ObjectIdentifierType();

    /** Without bounds: its values are {@link BigInteger}s. */
    Builtin INTEGER = new BigIntegerType();

    static Builtin integer(long lower, long upper) {
        return new IntegerType(Bounds.of(lower, upper));
    }

    /** With an ellipsis after its bounds (X.691, clause 13.1): a later version may send any other. */
    static Builtin extensibleInteger(long lower, long upper) {
        return new ExtensibleIntegerType(Bounds.of(lower, upper));
    }

    /** Without an upper bound (MAX); what is beyond 2^63 is refused. */
    static Builtin integerFrom(long lower) {
        return new SemiConstrainedType(lower);
    }

    static Builtin octetString() {
        return new OctetStringType(Size.ANY);
    }

    static Builtin octetString(int octets) {
        return new OctetStringType(Size.fixed(octets));
    }

    static Builtin octetString(int lower, int upper) {
        return new OctetStringType(Size.of(lower, upper));
    }

    static Builtin bitString(Size size) {
        return new BitStringType(size);
    }

    static Builtin ia5String(Size size) {
        return new StringType("IA5String", size, Alphabet.IA5);
    }

    /** @param characters those permitted (FROM) */
    static Builtin ia5String(Size size, String characters) {
        return new StringType("IA5String", size, Alphabet.of(characters));
    }

    static Builtin numericString(Size size) {
        return new StringType("NumericString", size, Alphabet.NUMERIC);
    }

    static Builtin printableString(Size size) {
        return new StringType("PrintableString", size, Alphabet.PRINTABLE);
    }

    static Builtin bmpString(Size size) {
        return new StringType("BMPString", size, Alphabet.BMP);
    }

    /** Its octets are taken for ISO 8859-1, so that all of them come out as they came in. */
    static Builtin generalString() {
        return new GeneralStringType();
    }

    /** BOOLEAN (X.691, clause 12). */
    record BooleanType() implements Builtin {
        @Override
        public String name() {
            return "BOOLEAN";
        }

        @Override
        public Object read(PerReader in) {
            return in.bool();
        }

        @Override
        public void write(PerWriter out, Object value) {
            out.bool(Type.cast(value, Boolean.class, this));
        }
    }

    /** NULL (clause 18), which takes no bits. */
    record NullType() implements Builtin {
        @Override
        public String name() {
            return "NULL";
        }

        @Override
        public Object read(PerReader in) {
            return Null.NULL;
        }

        @Override
        public void write(PerWriter out, Object value) {
            Type.cast(value, Null.class, this);
        }
    }

    /** An INTEGER of two bounds (clause 13.2.2), whose values are {@link Long}s. */
    record IntegerType(Bounds bounds) implements Builtin {
        @Override
        public String name() {
            return "INTEGER (%d..%d)".formatted(bounds.lower(), bounds.upper());
        }

        @Override
        public Object read(PerReader in) {
            return in.constrained(bounds);
        }

        @Override
        public void write(PerWriter out, Object value) {
            out.constrained(Type.cast(value, Long.class, this), bounds);
        }
    }

    /** An INTEGER of two bounds that a later version may exceed (clause 13.1), whose values are {@link Long}s. */
    record ExtensibleIntegerType(Bounds bounds) implements Builtin {
        private static final int LONG_BITS = 63;

        @Override
        public String name() {
            return "INTEGER (%d..%d, ...)".formatted(bounds.lower(), bounds.upper());
        }

        @Override
        public Object read(PerReader in) {
            if (!in.bool()) {
                return in.constrained(bounds);
            }
            BigInteger beyond = in.unconstrained();
            if (beyond.bitLength() > LONG_BITS) {
                throw new PerException("integer: %d bits (expected: <= %d)".formatted(beyond.bitLength(), LONG_BITS));
            }
            return beyond.longValue();
        }

        @Override
        public void write(PerWriter out, Object value) {
            long number = Type.cast(value, Long.class, this);
            boolean within = number >= bounds.lower() && number <= bounds.upper();
            out.bool(!within);
            if (within) {
                out.constrained(number, bounds);
            } else {
                out.unconstrained(BigInteger.valueOf(number));
            }
        }
    }

    /** An INTEGER of a lower bound alone (clause 13.2.3), whose values are {@link Long}s. */
    record SemiConstrainedType(long lower) implements Builtin {
        @Override
        public String name() {
            return "INTEGER (%d..MAX)".formatted(lower);
        }

        @Override
        public Object read(PerReader in) {
            return in.semiConstrained(lower);
        }

        @Override
        public void write(PerWriter out, Object value) {
            out.semiConstrained(Type.cast(value, Long.class, this), lower);
        }
    }

    /** An INTEGER without bounds (clause 13.2.4). */
    record BigIntegerType() implements Builtin {
        @Override
        public String name() {
            return "INTEGER";
        }

        @Override
        public Object read(PerReader in) {
            return in.unconstrained();
        }

        @Override
        public void write(PerWriter out, Object value) {
            out.unconstrained(Type.cast(value, BigInteger.class, this));
        }
    }

    /** OCTET STRING (clause 17). */
    record OctetStringType(Size size) implements Builtin {
        @Override
        public String name() {
            return "OCTET STRING";
        }

        @Override
        public Object read(PerReader in) {
            return Octets.wrap(in.octets(size));
        }

        @Override
        public void write(PerWriter out, Object value) {
            out.octets(Type.cast(value, Octets.class, this).unwrap(), size);
        }
    }

    /** BIT STRING (clause 16). */
    record BitStringType(Size size) implements Builtin {
        @Override
        public String name() {
            return "BIT STRING";
        }

        @Override
        public Object read(PerReader in) {
            return in.bitString(size);
        }

        @Override
        public void write(PerWriter out, Object value) {
            out.bitString(Type.cast(value, BitString.class, this), size);
        }
    }

    /** A known-multiplier string (clause 30.5). */
    record StringType(String name, Size size, Alphabet alphabet) implements Builtin {
        @Override
        public Object read(PerReader in) {
            return in.characters(size, alphabet);
        }

        @Override
        public void write(PerWriter out, Object value) {
            out.characters(Type.cast(value, String.class, this), size, alphabet);
        }
    }

    /** GeneralString, written as its octets (clause 30.6). */
    record GeneralStringType() implements Builtin {
        @Override
        public String name() {
            return "GeneralString";
        }

        @Override
        public Object read(PerReader in) {
            return new String(in.octets(Size.ANY), StandardCharsets.ISO_8859_1);
        }

        @Override
        public void write(PerWriter out, Object value) {
            out.octets(Type.cast(value, String.class, this).getBytes(StandardCharsets.ISO_8859_1), Size.ANY);
        }
    }

    /** OBJECT IDENTIFIER (clause 24). */
    record ObjectIdentifierType() implements Builtin {
        @Override
        public String name() {
            return "OBJECT IDENTIFIER";
        }

        @Override
        public Object read(PerReader in) {
            return in.objectIdentifier();
        }

        @Override
        public void write(PerWriter out, Object value) {
            out.objectIdentifier(Type.cast(value, ObjectIdentifier.class, this));
        }
    }
}
