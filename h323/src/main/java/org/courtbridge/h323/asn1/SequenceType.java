package org.courtbridge.h323.asn1;

import java.util.List;
import org.courtbridge.h323.per.PerReader;
import org.courtbridge.h323.per.PerWriter;
import org.jspecify.annotations.Nullable;

/** A SEQUENCE (X.691, clause 19). */
public final class SequenceType implements Type {

    private final String name;
    private final Components components;
    private final int optionals;

    private SequenceType(String name, Component... components) {
        this.name = name;
        this.components = new Components(name, components);
        this.optionals = (int) this.components.all.subList(0, this.components.root).stream()
                .filter(Component::optional)
                .count();
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
    public Sequence read(PerReader in) {
        boolean extended = components.extensible && in.bool();
        long present = in.bits(optionals);
        @Nullable Object[] values = new Object[components.all.size()];
        int left = optionals;
        for (int i = 0; i < components.root; i++) {
            Component component = components.all.get(i);
            if (!component.optional() || (present >> --left & 1) != 0) {
                values[i] = in.nested(component.type()::read);
            }
        }
        return new Sequence(this, values, extended ? additions(in, values) : Sequence.NO_ADDITIONS);
    }

    /** @return what each bit of the extension's preamble stands for; null where nothing came, or what is known here */
    private @Nullable Octets[] additions(PerReader in, @Nullable Object[] values) {
        boolean[] present = in.extensions();
        @Nullable Octets[] additions = new Octets[present.length];
        for (int i = 0; i < present.length; i++) {
            if (present[i]) {
                int place = components.root + i;
                if (place < values.length) {
                    values[place] =
                            in.nested(inside -> components.all.get(place).type().read(inside.open()));
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
