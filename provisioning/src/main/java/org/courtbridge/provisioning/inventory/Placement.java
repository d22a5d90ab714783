package org.courtbridge.provisioning.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A device with all that is known of it. @param institution there if a room is */
public record Placement(
        Device device, DeviceDescription description, Optional<Room> room, Optional<Institution> institution) {

    /** Whether each word of a query is in any of its texts. */
    public boolean matches(String query) {
        return SearchText.matches(query, texts());
    }

    /** By which it is found: its own, and those of its place. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(
                device.name(),
                device.username(),
                description.make(),
                description.model(),
                description.firmware(),
                description.serial(),
                description.sipUri(),
                description.driver(),
                description.notes()));
        texts.addAll(MacAddress.writings(description.mac()));
        texts.addAll(description.addresses());
        texts.addAll(description.h323Aliases());
        texts.addAll(description.capabilities());
        room.ifPresent(where -> texts.add(where.name()));
        institution.ifPresent(owner -> texts.addAll(List.of(owner.name(), owner.region())));
        return texts;
    }
}
