package org.courtbridge.console.devices;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.provisioning.inventory.Device;

/** Rotation and revocation of what devices authenticate with (para. 15(4) of the Rules) over the API. */
public final class CredentialApi {

    private final DeviceDesk desk;
    private final RotationDesk rotations;
    private final ToIntFunction<String> rotateKeys;

    public CredentialApi(DeviceDesk desk, RotationDesk rotations, ToIntFunction<String> rotateKeys) {
        this.desk = desk;
        this.rotations = rotations;
        this.rotateKeys = rotateKeys;
    }

    public void declare(ApiEndpoints api) {
        api.post(
                "/api/v1/devices/{device}/rotation",
                Allowed.CHANGE_DEVICES,
                "Give a device a new password, shown this once; the one of now works as well until the overlap ends",
                200,
                InventoryViews.Rotation.class,
                InventoryViews.Issued.class,
                call -> Reply.json(
                        200,
                        rotations
                                .rotated(
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
                Allowed.CHANGE_ALL_DEVICES,
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
        List<Device> devices = rotations.ofRegion(region);
        if (devices.isEmpty()) {
            throw RequestException.notFound("No device in the region %s.".formatted(region));
        }
        return Reply.json(200, rotations.rotated(call, devices, wanted.overlapHours()));
    }
}
