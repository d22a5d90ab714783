package org.courtbridge.console.wizard;

import java.util.Arrays;
import java.util.Optional;

/** The make of a room codec that is being added, as far as it makes a difference to us. */
public enum DeviceMake {
    CISCO("cisco-ce", "Cisco"),
    POLY_REST("poly-rest", "Poly"),
    POLY_GROUP("poly-group", "Polycom"),
    HUAWEI("huawei", "Huawei"),
    LIFESIZE("lifesize", "LifeSize"),
    /** It calls and is called, and cannot be asked how it is. */
    OTHER("", "");

    private final String family;
    private final String make;

    DeviceMake(String family, String make) {
        this.family = family;
        this.make = make;
    }

    /** Of its driver; empty if there is none. */
    String family() {
        return family;
    }

    /** As the inventory has it, until the device says it better. */
    String make() {
        return make;
    }

    public boolean isDriven() {
        return !family.isEmpty();
    }

    static Optional<DeviceMake> named(String name) {
        return Arrays.stream(values()).filter(make -> make.name().equals(name)).findFirst();
    }
}
