package org.courtbridge.console.schedule;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.court.access.Memberships;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;
import org.courtbridge.court.access.Users;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.Placement;
import org.courtbridge.provisioning.inventory.Room;

/** Everything that can be booked, with its name and the institutions that it belongs to, as it is now. For one request. */
final class KnownResources {

    private static final Set<Role> ANY = EnumSet.allOf(Role.class);

    private final Map<String, Institution> institutions = new HashMap<>();
    private final Map<Resource, One> all = new HashMap<>();

    /** Rooms of devices. */
    private final Map<Resource, Resource> rooms = new HashMap<>();

    /**
     * A room, device or person.
     *
     * @param institutions ids of those that it belongs to: of a room one, of a device none or one
     * @param everywhere whether it is somebody who has a role in the whole installation
     * @param available whether it may be booked: a device that may call, or a user who may sign in
     */
    record One(Resource resource, String name, Set<String> institutions, boolean everywhere, boolean available) {}

    private KnownResources() {}

    static KnownResources read(Inventory inventory, Users users) {
        KnownResources known = new KnownResources();
        inventory.institutions().forEach(one -> known.institutions.put(one.id(), one));
        inventory.rooms().forEach(known::add);
        inventory.placements().forEach(known::add);
        users.all().forEach(known::add);
        return known;
    }

    private void add(Room room) {
        add(new One(Resource.room(room.id()), room.name(), Set.of(room.institution()), false, true));
    }

    private void add(Placement placement) {
        Resource device = Resource.device(placement.device().id());
        placement.room().ifPresent(room -> rooms.put(device, Resource.room(room.id())));
        add(new One(
                device,
                placement.device().name(),
                placement.institution().map(one -> Set.of(one.id())).orElse(Set.of()),
                false,
                placement.device().enabled()));
    }

    private void add(User user) {
        Memberships memberships = user.memberships();
        Set<String> theirs = new HashSet<>(memberships.institutions(ANY));
        theirs.addAll(memberships.regional(ANY));
        add(new One(Resource.person(user.id()), user.name(), theirs, memberships.holdsEverywhere(ANY), user.enabled()));
    }

    private void add(One one) {
        all.put(one.resource(), one);
    }

    Collection<One> all() {
        return all.values();
    }

    Optional<One> find(Resource resource) {
        return Optional.ofNullable(all.get(resource));
    }

    Collection<Institution> institutions() {
        return institutions.values();
    }

    Optional<Institution> institution(String id) {
        return Optional.ofNullable(institutions.get(id));
    }

    /** The room in which a device stands. */
    Optional<Resource> room(Resource device) {
        return Optional.ofNullable(rooms.get(device));
    }

    /** The one in which a room or device is; empty for a person. */
    Optional<Institution> place(Resource resource) {
        return resource.kind() == Resource.Kind.PERSON
                ? Optional.empty()
                : find(resource)
                        .flatMap(one -> one.institutions().stream().findFirst())
                        .flatMap(this::institution);
    }
}
