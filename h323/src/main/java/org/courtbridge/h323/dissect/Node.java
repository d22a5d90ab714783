package org.courtbridge.h323.dissect;

import java.util.List;

/** A part of a decoded message, for people and scripts: the Recommendation's names with their values. */
public sealed interface Node {

    /**
     * A value without parts.
     *
     * @param value a {@link Boolean}, a {@link Number}, {@link org.courtbridge.h323.asn1.Null}, or anything else by its text
     */
    record Leaf(Object value) implements Node {}

    /** Parts with names, in their order: a SEQUENCE, or a CHOICE with its one alternative. */
    record Fields(List<Field> fields) implements Node {
        public Fields {
            fields = List.copyOf(fields);
        }
    }

    /** Parts without names. */
    record Items(List<Node> items) implements Node {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A part with a name. */
    record Field(String name, Node node) {
        static Field of(String name, Object value) {
            return new Field(name, new Leaf(value));
        }
    }
}
