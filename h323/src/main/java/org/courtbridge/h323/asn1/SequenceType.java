package org.courtbridge.h323.asn1;

import java.util.List;
import java.util.function.Predicate;
import org.courtbridge.h323.per.PerReader;
import org.courtbridge.h323.per.PerWriter;
import org.jspecify.annotations.Nullable;

/** A SEQUENCE (X.691, clause 19). */
public final class SequenceType extends Compound {

    private final String name;
    private final Components components;
    private final int size;

    /** The components of the root as bits, the first of them the highest: those that may be lacking, and the others. */
    private final long optional;

    private final long mandatory;

    /** Bits that say which of the root may be there. */
    private final int optionalCount;

    /** The same, and the bit that says whether there are extension additions. */
    private final int preamble;

    private SequenceType(String name, Component... components) {
        this.name = name;
        this.components = new Components(name, components);
        this.size = this.components.all.size();
        this.optional = bits(Component::optional);
        this.mandatory = bits(component -> !component.optional());
        this.optionalCount = Long.bitCount(optional);
        this.preamble = optionalCount + (this.components.extensible ? 1 : 0);
        if (this.components.root > Long.SIZE || preamble > PerReader.MAX_BITS) {
            throw new IllegalArgumentException(
                    "%s: %d components, %d of them optional".formatted(name, this.components.root, optionalCount));
        }
    }

    private long bits(Predicate<Component> wanted) {
        long bits = 0;
        for (Component component : components.all.subList(0, components.root)) {
            bits = bits << 1 | (wanted.test(component) ? 1 : 0);
        }
        return components.root == 0 ? 0 : bits << Long.SIZE - components.root;
    }

    /** @param components in the Recommendation's order, {@link Component#MORE} where it has an ellipsis */
    public static SequenceType sequence(String name, Component... components) {
        return new SequenceType(name, components);
    }

    /** Those that are known here: the root, then the extension additions. */
    public List<Component> components() {
        return components.all;
    }

    /** Number of components in the root. */
    public int root() {
        return components.root;
    }

    public boolean isExtensible() {
        return components.extensible;
    }

    /** Makes a value of this type. */
    public Sequence.Builder build() {
        return new Sequence.Builder(this);
    }

    int place(String component) {
        return components.place(name, component);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Object read(PerReader in) {
        long first = in.bits(preamble);
        boolean extended = first >>> optionalCount != 0;
        long present = mandatory | Long.expand(first, optional);
        @Nullable Object[] values = new Object[extended ? size : components.root];
        while (present != 0) {
            int place = Long.numberOfLeadingZeros(present);
            values[place] = components.read(place, in);
            present ^= Long.MIN_VALUE >>> place;
        }
        return new Sequence(this, values, extended ? additions(in, values) : Sequence.NO_ADDITIONS);
    }

    /** @return what each bit of the extension's preamble stands for; null where nothing came, or what is known here */
    private @Nullable Octets[] additions(PerReader in, @Nullable Object[] values) {
        int count = in.extensions();
        long bits = in.skip(count);
        @Nullable
        Octets[] additions = count <= size - components.root ? Sequence.nothingUnknown(count) : new Octets[count];
        for (int from = 0; from < count; from += PerReader.MAX_BITS) {
            int some = Math.min(PerReader.MAX_BITS, count - from);
            long present = in.bitsFrom(bits + from, some) << Long.SIZE - some;
            while (present != 0) {
                int first = Long.numberOfLeadingZeros(present);
                present ^= Long.MIN_VALUE >>> first;
                int index = from + first;
                int place = components.root + index;
                if (place < values.length) {
                    values[place] = components.readOpen(place, in);
                } else {
                    additions[index] = Octets.wrap(in.openOctets());
                }
            }
        }
        return additions;
    }

    @Override
    public void write(PerWriter out, Object value) {
        Sequence sequence = Type.cast(value, Sequence.class, this);
        if (sequence.type() != this) {
            throw new IllegalArgumentException("%s (expected: %s)".formatted(sequence.type().name, name));
        }
        int additions = sequence.additions();
        if (components.extensible) {
            out.bool(additions > 0);
        }
        for (int i = 0; i < components.root; i++) {
            if (components.all.get(i).optional()) {
                out.bool(sequence.value(i) != null);
            }
        }
        for (int i = 0; i < components.root; i++) {
            Object component = sequence.value(i);
            if (component != null) {
                components.all.get(i).type().write(out, component);
            } else if (!components.all.get(i).optional()) {
                throw new IllegalArgumentException(
                        "%s lacks %s".formatted(name, components.all.get(i).name()));
            }
        }
        if (additions > 0) {
            writeAdditions(out, sequence, additions);
        }
    }

    private void writeAdditions(PerWriter out, Sequence sequence, int count) {
        boolean[] present = new boolean[count];
        for (int i = 0; i < count; i++) {
            present[i] = sequence.addition(i) != null;
        }
        out.extensions(present);
        for (int i = 0; i < count; i++) {
            Object addition = sequence.addition(i);
            int place = components.root + i;
            if (addition != null && place < components.all.size()) {
                out.open(inside -> components.all.get(place).type().write(inside, addition));
            } else if (addition instanceof Octets octets) {
                out.openOctets(octets.unwrap());
            }
        }
    }
}
