package org.courtbridge.h323.asn1;

/**
 * A line of a SEQUENCE or CHOICE.
 *
 * @param optional whether a SEQUENCE may lack it; an extension addition may always be lacking
 */
public record Component(String name, Type type, boolean optional) {

    /** The ellipsis: what follows are extension additions. */
    public static final Component MORE = new Component("...", Builtin.NULL, true);

    public static Component field(String name, Type type) {
        return new Component(name, type, false);
    }

    /** A NULL alternative of a CHOICE. */
    public static Component field(String name) {
        return new Component(name, Builtin.NULL, false);
    }

    public static Component optional(String name, Type type) {
        return new Component(name, type, true);
    }
}
