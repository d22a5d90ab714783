package org.courtbridge.console.devices;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.courtbridge.console.audit.AuditViews;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.QueryParameter;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestBodies;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Peripheral;
import org.courtbridge.provisioning.inventory.Room;

/** Institutions, rooms and what stands in them over the API. */
public final class InventoryApi {

    private static final String INSTITUTIONS = "/api/v1/institutions";
    private static final String INSTITUTION = INSTITUTIONS + "/{institution}";
    private static final String IMPORT = RequestBodies.IMPORT_API;
    private static final String ROOMS = "/api/v1/rooms";
    private static final String ROOM = ROOMS + "/{room}";
    private static final String PERIPHERALS = "/api/v1/peripherals";
    private static final String PERIPHERAL = PERIPHERALS + "/{peripheral}";
    private static final String DEVICE = "/api/v1/devices/{device}";

    private final InventoryDesk desk;
    private final ImportDesk files;

    public InventoryApi(InventoryDesk desk, ImportDesk files) {
        this.desk = desk;
        this.files = files;
    }

    public void declare(ApiEndpoints api) {
        institutions(api);
        rooms(api);
        peripherals(api);
        devices(api);
        files(api);
    }

    private void files(ApiEndpoints api) {
        api.post(
                IMPORT,
                Allowed.CHANGE_ALL_DEVICES,
                "Add all devices of a file, or none and say what is wrong with which row; a dry run adds none in any case",
                200,
                InventoryViews.ImportFile.class,
                InventoryViews.ImportReport.class,
                call -> Reply.json(200, files.take(call, call.json(InventoryViews.ImportFile.class))));
        api.post(
                "/api/v1/inventory/export",
                Allowed.CHANGE_ALL_DEVICES,
                "All devices as a file that an import takes; with their passwords only if that is asked for",
                200,
                InventoryViews.ExportWish.class,
                InventoryViews.ExportFile.class,
                call -> {
                    InventoryViews.ExportWish wish = call.json(InventoryViews.ExportWish.class);
                    return Reply.json(200, new InventoryViews.ExportFile(wish.format(), files.file(call, wish)));
                });
    }

    private void institutions(ApiEndpoints api) {
        api.list(
                INSTITUTIONS,
                Allowed.SEE_DEVICES,
                "All institutions",
                InventoryViews.InstitutionView.class,
                _ -> Reply.json(
                        200,
                        desk.institutions().stream()
                                .map(InventoryViews.InstitutionView::of)
                                .toList()));
        api.post(
                INSTITUTIONS,
                Allowed.CHANGE_ALL_DEVICES,
                "Add an institution",
                201,
                InventoryViews.InstitutionFields.class,
                InventoryViews.InstitutionView.class,
                call -> saveInstitution(call, 201, newId()));
        api.post(
                INSTITUTION,
                Allowed.CHANGE_ALL_DEVICES,
                "Change an institution",
                200,
                InventoryViews.InstitutionFields.class,
                InventoryViews.InstitutionView.class,
                call -> saveInstitution(call, 200, institution(call).id()));
        api.delete(INSTITUTION, Allowed.CHANGE_ALL_DEVICES, "Remove an institution that has no rooms", call -> {
            desk.by(call).remove(institution(call));
            return Reply.nothing();
        });
    }

    private Reply saveInstitution(Call call, int status, String id) {
        Institution institution =
                call.json(InventoryViews.InstitutionFields.class).as(id);
        return Reply.json(
                status, InventoryViews.InstitutionView.of(desk.by(call).save(institution)));
    }

    private void rooms(ApiEndpoints api) {
        api.list(
                ROOMS,
                Allowed.SEE_DEVICES,
                "All rooms of the institutions in which the sender may see them",
                InventoryViews.RoomView.class,
                call -> Reply.json(
                        200,
                        desk.rooms().stream()
                                .filter(room -> InventoryDesk.maySee(call.principal(), Optional.of(room.institution())))
                                .map(InventoryViews.RoomView::of)
                                .toList()));
        api.post(
                ROOMS,
                Allowed.CHANGE_DEVICES,
                "Add a room of an institution",
                201,
                InventoryViews.RoomFields.class,
                InventoryViews.RoomView.class,
                call -> saveRoom(call, 201, newId()));
        api.post(
                ROOM,
                Allowed.CHANGE_DEVICES,
                "Change a room",
                200,
                InventoryViews.RoomFields.class,
                InventoryViews.RoomView.class,
                call -> saveRoom(call, 200, room(call).id()));
        api.delete(ROOM, Allowed.CHANGE_DEVICES, "Remove a room in which nothing stands", call -> {
            desk.by(call).remove(room(call));
            return Reply.nothing();
        });
    }

    private Reply saveRoom(Call call, int status, String id) {
        Room room = call.json(InventoryViews.RoomFields.class).as(id);
        desk.checkMayChange(call.principal(), Optional.of(room.institution()));
        return Reply.json(status, InventoryViews.RoomView.of(desk.by(call).save(room)));
    }

    private void peripherals(ApiEndpoints api) {
        api.list(
                PERIPHERALS,
                Allowed.SEE_DEVICES,
                "All cameras and displays that are reached by themselves",
                InventoryViews.PeripheralView.class,
                call -> {
                    Map<String, String> institutions =
                            desk.rooms().stream().collect(Collectors.toMap(Room::id, Room::institution));
                    return Reply.json(
                            200,
                            desk.peripherals().stream()
                                    .filter(one -> InventoryDesk.maySee(
                                            call.principal(), Optional.ofNullable(institutions.get(one.room()))))
                                    .map(InventoryViews.PeripheralView::of)
                                    .toList());
                });
        api.post(
                PERIPHERALS,
                Allowed.CHANGE_DEVICES,
                "Add a camera or a display to a room",
                201,
                InventoryViews.PeripheralFields.class,
                InventoryViews.PeripheralView.class,
                call -> {
                    Peripheral added =
                            call.json(InventoryViews.PeripheralFields.class).as(newId());
                    desk.checkMayPlace(call.principal(), added.room());
                    desk.by(call).save(added);
                    return Reply.json(201, InventoryViews.PeripheralView.of(added));
                });
        api.post(
                PERIPHERAL,
                Allowed.CHANGE_DEVICES,
                "Change a camera or a display. A login that was kept for another address or driver is dropped, which the answer"
                        + " says: it is to be typed again",
                200,
                InventoryViews.PeripheralFields.class,
                InventoryViews.ChangedPeripheral.class,
                call -> {
                    String id = peripheral(call).id();
                    Peripheral changed =
                            call.json(InventoryViews.PeripheralFields.class).as(id);
                    desk.checkMayPlace(call.principal(), changed.room());
                    boolean dropped = desk.by(call).save(changed);
                    return Reply.json(200, InventoryViews.ChangedPeripheral.of(changed, dropped));
                });
        api.delete(PERIPHERAL, Allowed.CHANGE_DEVICES, "Remove a camera or a display", call -> {
            desk.by(call).remove(peripheral(call));
            return Reply.nothing();
        });
    }

    private void devices(ApiEndpoints api) {
        api.reading(QueryParameter.text("q", "words, each of which is in one of a device's texts"))
                .list(
                        "/api/v1/inventory",
                        Allowed.SEE_DEVICES,
                        "Devices with all that is known of them; with q those that have each of its words, in any script and case",
                        InventoryViews.PlacementView.class,
                        call -> Reply.json(
                                200,
                                desk.search(call.query("q").orElse("")).stream()
                                        .filter(placement -> InventoryDesk.maySee(
                                                call.principal(),
                                                placement.institution().map(Institution::id)))
                                        .map(InventoryViews.PlacementView::of)
                                        .toList()));
        api.post(
                DEVICE + "/description",
                Allowed.CHANGE_DEVICES,
                "Say what a device is and where it stands; what is left out is forgotten. A login that was kept for another"
                        + " address or driver is dropped, which the answer says: it is to be typed again",
                200,
                InventoryViews.Description.class,
                InventoryViews.ChangedPlacement.class,
                call -> {
                    String device = desk.placement(call.path("device")).device().id();
                    InventoryViews.Description wanted = call.json(InventoryViews.Description.class);
                    wanted.room().ifPresent(room -> desk.checkMayPlace(call.principal(), room));
                    boolean dropped = desk.by(call).describe(device, wanted.description());
                    return Reply.json(200, InventoryViews.ChangedPlacement.of(desk.placement(device), dropped));
                });
        api.list(
                "/api/v1/history/{subject}",
                Allowed.SEE_DEVICES,
                "Who did what to a device, room, institution, camera or display, the latest first; by its id, also when"
                        + " it is gone",
                AuditViews.AuditView.class,
                call -> Reply.json(
                        200,
                        desk.history(call.path("subject")).stream()
                                .map(AuditViews.AuditView::of)
                                .toList()));
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private Institution institution(Call call) {
        return desk.institution(call.path("institution"));
    }

    private Room room(Call call) {
        return desk.room(call.path("room"));
    }

    private Peripheral peripheral(Call call) {
        return desk.peripheral(call.path("peripheral"));
    }
}
