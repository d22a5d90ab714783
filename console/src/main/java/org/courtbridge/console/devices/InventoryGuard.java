package org.courtbridge.console.devices;

import java.util.Map;
import java.util.Optional;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Endpoints;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.Room;

/**
 * Limits every endpoint that names a device, a room, a camera, a display or an institution in its path to the institutions in which the role
 * holds that it is for. What stands in no room is for whoever has the role in the whole installation.
 */
public final class InventoryGuard implements Endpoints.Guard {

    /** Whose court says who may do something, wherever its devices stand. */
    private static final String HEARING = "{hearing}";

    /** By parameter, the answer where there is no such thing: it is given, too, where somebody may not know of it. */
    private static final Map<String, String> UNKNOWN = Map.of(
            "device", "No such device.",
            "item", "No such device, camera or display.",
            "room", "No such room.",
            "peripheral", "No such camera or display.",
            "institution", "No such institution.",
            "subject", "Nothing was done to that.");

    private final Inventory inventory;

    public InventoryGuard(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public void check(Endpoint endpoint, Call call) {
        if (!(endpoint.allowed() instanceof Allowed.Roles(var _, var extent))
                || extent == Allowed.Extent.INSTALLATION
                || endpoint.path().contains(HEARING)) {
            return;
        }
        UNKNOWN.forEach((parameter, unknown) -> {
            if (endpoint.path().contains("{" + parameter + "}")) {
                check(endpoint, call.principal(), call.path(parameter), unknown);
            }
        });
    }

    private void check(Endpoint endpoint, Principal principal, String id, String unknown) {
        if (endpoint.allowed().admits(principal, Optional.empty())) {
            return;
        }
        Optional<String> owner = owner(id);
        if (!endpoint.allowed().admits(principal, owner)) {
            throw Allowed.SEE_DEVICES.admits(principal, owner)
                    ? new RequestException(403, "Your role does not allow this in this institution.")
                    : RequestException.notFound(unknown);
        }
    }

    /** The id of the institution that a thing belongs to; empty if it belongs to none, or there is no such thing. */
    private Optional<String> owner(String id) {
        return inventory
                .institution(id)
                .map(Institution::id)
                .or(() -> inventory.room(id).map(Room::institution))
                .or(() -> inventory
                        .placement(id)
                        .flatMap(placement -> placement.institution().map(Institution::id)))
                .or(() -> inventory
                        .peripheral(id)
                        .flatMap(one -> inventory.room(one.room()))
                        .map(Room::institution));
    }
}
