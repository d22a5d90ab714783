package org.courtbridge.console.devices;

import org.courtbridge.console.handover.HandoverDesk;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Name;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.media.language.Language;
import org.courtbridge.provisioning.inventory.Device;

/** The inventory over the API. */
public final class DeviceApi {

    private static final String DEVICES = "/api/v1/devices";
    private static final String DEVICE = DEVICES + "/{device}";

    private final DeviceDesk desk;
    private final HandoverDesk handovers;
    private final InventoryDesk inventory;

    /** @param inventory that says in whose rooms devices stand */
    public DeviceApi(DeviceDesk desk, HandoverDesk handovers, InventoryDesk inventory) {
        this.desk = desk;
        this.handovers = handovers;
        this.inventory = inventory;
    }

    public void declare(ApiEndpoints api) {
        api.list(
                DEVICES,
                Allowed.SEE_DEVICES,
                "All devices in rooms of the institutions in which the sender may see them",
                DeviceViews.DeviceView.class,
                call -> Reply.json(
                        200,
                        desk.all().stream()
                                .filter(inventory.seenBy(call.principal()))
                                .map(DeviceViews.DeviceView::of)
                                .toList()));
        api.get(DEVICE, Allowed.SEE_DEVICES, "A device", DeviceViews.DeviceView.class, call -> device(device(call)));
        api.post(
                DEVICES,
                Allowed.CHANGE_ALL_DEVICES,
                "Add a device; its password is shown this once",
                201,
                DeviceViews.NewDevice.class,
                DeviceViews.DeviceCredentials.class,
                call -> {
                    DeviceViews.NewDevice wanted = call.json(DeviceViews.NewDevice.class);
                    return credentials(
                            call,
                            201,
                            desk.by(call)
                                    .add(
                                            ApiEndpoints.given(wanted.name(), "name"),
                                            ApiEndpoints.given(wanted.username(), "username")));
                });
        api.post(
                DEVICE + "/name",
                Allowed.CHANGE_DEVICES,
                "Rename a device",
                200,
                Name.class,
                DeviceViews.DeviceView.class,
                call -> {
                    String name = ApiEndpoints.given(call.json(Name.class).name(), "name");
                    return device(desk.by(call).rename(device(call), name));
                });
        api.post(
                DEVICE + "/encryption",
                Allowed.CHANGE_DEVICES,
                "Say whether a device's media is encrypted, from its next call on",
                200,
                DeviceViews.EncryptionChoice.class,
                DeviceViews.DeviceView.class,
                call -> device(desk.by(call)
                        .setEncryption(
                                device(call),
                                ApiEndpoints.given(
                                        call.json(DeviceViews.EncryptionChoice.class)
                                                .encryption(),
                                        "encryption"))));
        api.post(
                DEVICE + "/nat",
                Allowed.CHANGE_DEVICES,
                "Say whether a device is behind a NAT that changes its address, from its next call on: its media in the clear are then"
                        + " followed to other addresses than its signalling's, and the hearing's trail says so",
                200,
                DeviceViews.NatChoice.class,
                DeviceViews.DeviceView.class,
                call -> device(desk.by(call)
                        .setBehindChangingNat(
                                device(call),
                                ApiEndpoints.given(
                                        call.json(DeviceViews.NatChoice.class).behindChangingNat(),
                                        "behindChangingNat"))));
        api.post(
                DEVICE + "/dialect",
                Allowed.CHANGE_DEVICES,
                "Say how a device differs from others: the digest challenges that it is shown from its next request on, and the largest"
                        + " picture that it is told we take from its next call on; what is left out stays as it is",
                200,
                DeviceViews.DialectChoice.class,
                DeviceViews.DeviceView.class,
                call -> {
                    Device device = device(call);
                    return device(desk.by(call)
                            .setDialect(
                                    device,
                                    call.json(DeviceViews.DialectChoice.class).in(device.dialect())));
                });
        api.post(
                DEVICE + "/language",
                Allowed.CHANGE_DEVICES,
                "Say in which language a device's people read and hear us, from its next call on; without one in the court's",
                200,
                DeviceViews.LanguageChoice.class,
                DeviceViews.DeviceView.class,
                call -> device(desk.by(call)
                        .setLanguage(
                                device(call),
                                call.json(DeviceViews.LanguageChoice.class)
                                        .language()
                                        .map(DeviceApi::language))));
        api.post(
                DEVICE + "/disable",
                Allowed.CHANGE_DEVICES,
                "Keep a device from registering and calling",
                200,
                null,
                DeviceViews.DeviceView.class,
                call -> device(desk.by(call).setEnabled(device(call), false)));
        api.post(
                DEVICE + "/enable",
                Allowed.CHANGE_DEVICES,
                "Let a device register and call again",
                200,
                null,
                DeviceViews.DeviceView.class,
                call -> device(desk.by(call).setEnabled(device(call), true)));
        api.post(
                DEVICE + "/password",
                Allowed.CHANGE_DEVICES,
                "Replace a device's password; the new one is shown this once",
                200,
                null,
                DeviceViews.DeviceCredentials.class,
                call -> credentials(call, 200, desk.by(call).changePassword(device(call))));
        api.delete(DEVICE, Allowed.CHANGE_DEVICES, "Remove a device", call -> {
            desk.by(call).remove(device(call));
            return Reply.nothing();
        });
    }

    private static Language language(String tag) {
        return Language.ofTag(tag)
                .orElseThrow(() -> new RequestException(400, "language: %s (expected: kk, ru or en)".formatted(tag)));
    }

    private Device device(Call call) {
        return desk.device(call.path("device"));
    }

    private static Reply device(Device device) {
        return Reply.json(200, DeviceViews.DeviceView.of(device));
    }

    private Reply credentials(Call call, int status, DeviceDesk.Credentials credentials) {
        Device device = credentials.device();
        return Reply.json(
                status,
                new DeviceViews.DeviceCredentials(
                        device.id(),
                        device.name(),
                        device.username(),
                        credentials.password(),
                        handovers.keep(call, handovers.handover(device, credentials.password()))));
    }
}
