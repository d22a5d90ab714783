package org.courtbridge.h323.asn1;

import java.util.List;
import org.courtbridge.h323.per.PerReader;
import org.courtbridge.h323.per.PerWriter;
import org.jspecify.annotations.Nullable;

/** A CHOICE (X.691, clause 23), its alternatives in the order of their tags. */
public final class ChoiceType extends Compound {

    private final String name;
    private final Components alternatives;

    /** The values of those alternatives of the root that are NULL; null for the others. */
    private final @Nullable Choice[] nulls;

    private ChoiceType(String name, Component... alternatives) {
        this.name = name;
        this.alternatives = new Components(name, alternatives);
        this.nulls = new Choice[this.alternatives.root];
        for (int i = 0; i < nulls.length; i++) {
            nulls[i] = this.alternatives.all.get(i).type() == Builtin.NULL ? new Choice(this, i, Null.NULL) : null;
        }
    }

    /** @param alternatives in the Recommendation's order, {@link Component#MORE} where it has an ellipsis */
    public static ChoiceType choice(String name, Component... alternatives) {
        return new ChoiceType(name, alternatives);
    }

    /** Those that are known here. */
    public List<Component> alternatives() {
        return alternatives.all;
    }

    public boolean isExtensible() {
        return alternatives.extensible;
    }

    /** @throws IllegalArgumentException if there is no such alternative */
    public Choice value(String alternative, Object value) {
        return new Choice(this, alternatives.place(name, alternative), value);
    }

    /** An alternative that is NULL. */
    public Choice value(String alternative) {
        return value(alternative, Null.NULL);
    }

    /** Empty for an alternative that a later version added. */
    String alternative(int index) {
        return index < alternatives.all.size() ? alternatives.all.get(index).name() : "";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Object read(PerReader in) {
        int index = in.index(alternatives.root, alternatives.extensible);
        if (index < alternatives.root) {
            Choice known = nulls[index];
            return known != null ? known : new Choice(this, index, alternatives.read(index, in));
        }
        if (index >= alternatives.all.size()) {
            return new Choice(this, index, Octets.wrap(in.openOctets()));
        }
        return new Choice(this, index, alternatives.readOpen(index, in));
    }

    @Override
    public void write(PerWriter out, Object value) {
        Choice choice = Type.cast(value, Choice.class, this);
        int index = choice.index();
        out.index(index, alternatives.root, alternatives.extensible);
        if (index >= alternatives.all.size()) {
            out.openOctets(Type.cast(choice.value(), Octets.class, this).unwrap());
            return;
        }
        Type type = alternatives.all.get(index).type();
        if (index < alternatives.root) {
            type.write(out, choice.value());
        } else {
            out.open(inside -> type.write(inside, choice.value()));
        }
    }
}
