package org.courtbridge.console.users;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.court.access.Role;
import org.courtbridge.operations.openid.OpenIdProvider;
import org.courtbridge.operations.openid.OpenIdSettings.Grant;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Inventory;

/** Finds the courts and institutions in which an OpenID provider gives roles. */
final class GrantedPlaces {

    private final OpenIdProvider provider;
    private final Inventory inventory;

    GrantedPlaces(OpenIdProvider provider, Inventory inventory) {
        this.provider = provider;
        this.inventory = inventory;
    }

    /**
     * Roles of a person.
     *
     * @param there by institution; also those in which the provider gives others roles, and this person none
     * @param unknown places that are not in the inventory, as the settings name them
     */
    record Found(Map<Institution, Set<Role>> there, List<String> unknown) {

        boolean isNothing() {
            return there.values().stream().allMatch(Set::isEmpty);
        }
    }

    Found of(OpenIdProvider.Person person) {
        Map<Institution, Set<Role>> there = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        List<Institution> institutions = inventory.institutions();
        for (Grant grant : provider.grants()) {
            boolean granted = person.grants().contains(grant);
            Optional<Institution> place = find(institutions, grant.place());
            place.ifPresent(one -> {
                Set<Role> roles = there.computeIfAbsent(one, _ -> EnumSet.noneOf(Role.class));
                if (granted) {
                    roles.add(grant.role());
                }
            });
            if (granted && place.isEmpty()) {
                unknown.add(grant.place());
            }
        }
        return new Found(there, List.copyOf(unknown));
    }

    /** Places of the settings that are not in the inventory now. */
    List<String> unknown() {
        List<Institution> institutions = inventory.institutions();
        return provider.grants().stream()
                .map(Grant::place)
                .distinct()
                .filter(place -> find(institutions, place).isEmpty())
                .toList();
    }

    /** By id, or by name, which no other has. */
    private static Optional<Institution> find(List<Institution> institutions, String place) {
        Optional<Institution> byId =
                institutions.stream().filter(one -> one.id().equals(place)).findFirst();
        return byId.or(() -> institutions.stream()
                .filter(one -> one.name().equalsIgnoreCase(place))
                .findFirst());
    }
}
