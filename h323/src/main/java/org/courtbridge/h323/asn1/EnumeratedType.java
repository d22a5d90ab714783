package org.courtbridge.h323.asn1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.courtbridge.h323.per.PerReader;
import org.courtbridge.h323.per.PerWriter;

/** An ENUMERATED (X.691, clause 14). */
public final class EnumeratedType extends Compound {

    private final String name;
    private final List<Enumerated> values;
    private final int root;
    private final boolean extensible;

    private EnumeratedType(String name, List<String> names, int root, boolean extensible) {
        this.name = name;
        this.values = IntStream.range(0, names.size())
                .mapToObj(index -> new Enumerated(index, names.get(index)))
                .toList();
        this.root = root;
        this.extensible = extensible;
    }

    /** @param root in the order of their numbers */
    public static EnumeratedType enumerated(String name, String... root) {
        return new EnumeratedType(name, List.of(root), root.length, false);
    }

    /** The same with an ellipsis at its end. @param additions what comes after it, in their order */
    public EnumeratedType orMore(String... additions) {
        List<String> names =
                new ArrayList<>(values.stream().map(Enumerated::name).toList());
        names.addAll(Arrays.asList(additions));
        return new EnumeratedType(name, names, root, true);
    }

    /** Those that have a name here. */
    public List<Enumerated> values() {
        return values;
    }

    public boolean isExtensible() {
        return extensible;
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public Enumerated value(String name) {
        return values.stream()
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(this.name + " has no " + name));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Object read(PerReader in) {
        int index = in.index(root, extensible);
        return index < values.size() ? values.get(index) : new Enumerated(index, "");
    }

    @Override
    public void write(PerWriter out, Object value) {
        out.index(Type.cast(value, Enumerated.class, this).index(), root, extensible);
    }
}
