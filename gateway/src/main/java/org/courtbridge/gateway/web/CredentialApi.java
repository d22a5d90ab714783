package org.courtbridge.gateway.web;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.Placement;
import org.courtbridge.provisioning.inventory.SearchText;

/** Rotation and revocation of what devices authenticate with (para. 15(4) of the Rules) over the API. */
final class CredentialApi {

    private static final int LONGEST_OVERLAP_HOURS = 30 * 24;

    private final DeviceDesk desk;
    private final HandoverDesk handovers;
    private final Inventory inventory;
    private final ToIntFunction<String> rotateKeys;
    private final InstantSource clock;

    CredentialApi(
            DeviceDesk desk,
            HandoverDesk handovers,
            Inventory inventory,
            ToIntFunction<String> rotateKeys,
            InstantSource clock) {
        this.desk = desk;
        this.handovers = handovers;
        this.inventory = inventory;
        this.rotateKeys = rotateKeys;
        this.clock = clock;
    }

    void declare(ApiEndpoints api) {
        api.post(
                "/api/v1/devices/{device}/rotation",
                Allowed.CHANGE_DEVICES,
                "Give a device a new password, shown this once; the one of now works as well until the overlap ends",
                200,
                InventoryViews.Rotation.class,
                InventoryViews.Issued.class,
                call -> Reply.json(
                        200,
                        rotated(
                                        call,
                                        List.of(desk.device(call.path("device"))),
                                        call.json(InventoryViews.Rotation.class).overlapHours())
                                .getFirst()));
        api.post(
                "/api/v1/devices/{device}/revocation",
                Allowed.CHANGE_DEVICES,
                "Take a device's password at once, and cut its calls; it cannot authenticate until it gets another",
                204,
                null,
                null,
                call -> {
                    desk.by(call).revoke(desk.device(call.path("device")));
                    return Reply.nothing();
                });
        api.add(
                HttpMethod.POST,
                "/api/v1/credentials/rotation",
                Allowed.CHANGE_DEVICES,
                new Endpoint.Document(
                        "Give every device of a region a new password, or none; shown this once, and those of now work as"
                                + " well until the overlap ends",
                        200,
                        Optional.of(InventoryViews.RegionRotation.class),
                        Optional.of(InventoryViews.Issued.class),
                        true),
                this::rotateRegion);
        api.post(
                "/api/v1/secrets/rotation",
                Allowed.CHANGE_KEYS,
                "Encrypt all secrets in the database anew, with a new key; passwords stay as they are",
                200,
                null,
                InventoryViews.Reencrypted.class,
                call -> Reply.json(200, new InventoryViews.Reencrypted(rotateKeys.applyAsInt(call.actor()))));
    }

    private Reply rotateRegion(Call call) {
        InventoryViews.RegionRotation wanted = call.json(InventoryViews.RegionRotation.class);
        String region = ApiEndpoints.given(wanted.region(), "region");
        List<Device> devices = inventory.placements().stream()
                .filter(placement -> placement
                        .institution()
                        .filter(institution ->
                                SearchText.folded(institution.region()).equals(SearchText.folded(region)))
                        .isPresent())
                .map(Placement::device)
                .toList();
        if (devices.isEmpty()) {
            throw RequestException.notFound("No device in the region %s.".formatted(region));
        }
        return Reply.json(200, rotated(call, devices, wanted.overlapHours()));
    }

    private List<InventoryViews.Issued> rotated(Call call, List<Device> devices, int hours) {
        if (hours < 1 || hours > LONGEST_OVERLAP_HOURS) {
            throw new RequestException(
                    400, "overlapHours: %d (expected: 1 to %d)".formatted(hours, LONGEST_OVERLAP_HOURS));
        }
        Instant until = clock.instant().plus(Duration.ofHours(hours));
        return desk.by(call).rotate(devices, until).stream()
                .map(one -> new InventoryViews.Issued(
                        one.device().username(),
                        one.password(),
                        handovers.keep(call, handovers.handover(one.device(), one.password()))))
                .toList();
    }
}
