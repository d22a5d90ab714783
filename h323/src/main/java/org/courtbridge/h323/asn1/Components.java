package org.courtbridge.h323.asn1;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of a SEQUENCE or CHOICE: first the root, then the extension additions, each with its place in that order. */
final class Components {

    final List<Component> all;
    final int root;
    final boolean extensible;
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
        this.root = Math.min(rootCount, components.size());
        this.extensible = ellipsis;
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
