package org.courtbridge.h323.asn1;

import java.util.List;
import java.util.function.Predicate;
import org.courtbridge.h323.per.PerReader;
import org.courtbridge.h323.per.PerWriter;
import org.jspecify.annotations.Nullable;

/** A SEQUENCE (X.691, clause 19). */
public final class SequenceType implements Type {

    private final String name;
    private final Components components;
    private final int size;

    /** The components of the root as bits, the last of them the lowest: those that may be lacking, and the others. */
    private final long optional;

    private final long mandatory;

    private SequenceType(String name, Component... components) {
        this.name = name;
        this.components = new Components(name, components);
        this.size = this.components.all.size();
        this.optional = bits(Component::optional);
        this.mandatory = bits(component -> !component.optional());
        if (this.components.root > Long.SIZE || Long.bitCount(optional) > PerReader.MAX_BITS) {
            throw new IllegalArgumentException("%s: %d components, %d of them optional"
                    .formatted(name, this.components.root, Long.bitCount(optional)));
        }
    }

    private long bits(Predicate<Component> wanted) {
        long bits = 0;
        for (Component component : components.all.subList(0, components.root)) {
            bits = bits << 1 | (wanted.test(component) ? 1 : 0);
        }
        return bits;
    }

    /** @param components in the Recommendation's order, {@link Component#MORE} where it has an ellipsis */
    public static SequenceType sequence(String name, Component... components) {
        return new SequenceType(name, components);
    }

    /** Those that are known here: the root, then the extension additions. */
    public List<Component> components() {
        return components.all;
    }

    /** How many of the components are of the root. */
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
        boolean extended = components.extensible && in.bool();
        long present = mandatory;
        if (optional != 0) {
            present |= Long.expand(in.bits(Long.bitCount(optional)), optional);
        }
        @Nullable Object[] values = new Object[size];
        while (present != 0) {
            int place = components.root - Long.SIZE + Long.numberOfLeadingZeros(present);
            values[place] = components.read(place, in);
            present ^= Long.highestOneBit(present);
        }
        return new Sequence(this, values, extended ? additions(in, values) : Sequence.NO_ADDITIONS);
    }

    /** @return what each bit of the extension's preamble stands for; null where nothing came, or what is known here */
    private @Nullable Octets[] additions(PerReader in, @Nullable Object[] values) {
        boolean[] present = in.extensions();
        int known = size - components.root;
        @Nullable
        Octets[] additions =
                present.length <= known ? Sequence.nothingUnknown(present.length) : new Octets[present.length];
        for (int i = 0; i < present.length; i++) {
            if (present[i]) {
                int place = components.root + i;
                if (place < values.length) {
                    values[place] = components.readOpen(place, in);
                } else {
                    additions[i] = Octets.wrap(in.openOctets());
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
