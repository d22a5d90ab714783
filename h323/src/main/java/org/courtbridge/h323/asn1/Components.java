package org.courtbridge.h323.asn1;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.courtbridge.h323.per.PerReader;

/** The lines of a SEQUENCE or CHOICE: first the root, then the extension additions, each with its place in that order. */
final class Components {

    final List<Component> all;
    final int root;
    final boolean extensible;
    private final Type[] types;
    private final Map<String, Integer> places = new HashMap<>();

    Components(String owner, Component... lines) {
        List<Component> components = new ArrayList<>();
        int rootCount = lines.length;
        boolean ellipsis = false;
        for (Component line : lines) {
            if (line.equals(Component.MORE)) {
                ellipsis = true;
                rootCount = components.size();
            } else if (places.put(line.name(), components.size()) != null) {
                throw new IllegalArgumentException("%s has %s twice".formatted(owner, line.name()));
            } else {
                components.add(line);
            }
        }
        this.all = List.copyOf(components);
        this.types = components.stream().map(Component::type).toArray(Type[]::new);
        this.root = Math.min(rootCount, components.size());
        this.extensible = ellipsis;
    }

    /**
     * Reads one that is within another. Tells the commonest kinds by their class, which costs less than a call through the
     * interface; only those that may hold others are counted, as no others nest without end.
     */
    private static Object readWithin(Type type, PerReader in) {
        if (type instanceof Builtin.IntegerType integer) {
            return integer.read(in);
        }
        if (type instanceof Builtin.OctetStringType octets) {
            return octets.read(in);
        }
        if (type instanceof Builtin.BooleanType bool) {
            return bool.read(in);
        }
        if (type instanceof Compound compound) {
            in.enter();
            Object value = compound.read(in);
            in.leave();
            return value;
        }
        return type.read(in);
    }

    /** The value at a place of the root. */
    Object read(int place, PerReader in) {
        return readWithin(types[place], in);
    }

    /** The value of an extension addition. */
    Object readOpen(int place, PerReader in) {
        long entered = in.enterOpen();
        Object value = readWithin(types[place], in);
        in.leaveOpen(entered);
        return value;
    }

    /** @throws IllegalArgumentException if there is none of that name */
    int place(String owner, String name) {
        Integer place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("%s has no %s".formatted(owner, name));
        }
        return place;
    }
}
