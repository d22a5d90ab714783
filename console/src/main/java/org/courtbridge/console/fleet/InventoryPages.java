package org.courtbridge.console.fleet;

import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.courtbridge.console.certificates.CertificatePages;
import org.courtbridge.console.devices.DeviceDesk;
import org.courtbridge.console.devices.InventoryDesk;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Messages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.operations.fleet.DriverFamilies;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.operations.fleet.FleetRow;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Peripheral;
import org.courtbridge.provisioning.inventory.Placement;
import org.courtbridge.provisioning.inventory.Room;

/** Pages of institutions, their rooms, and the cameras and displays in these. */
public final class InventoryPages {

    private static final String INSTITUTIONS = "/institutions";
    private static final String INSTITUTION = INSTITUTIONS + "/{institution}";
    private static final String ROOMS = "/rooms";
    private static final String ROOM = ROOMS + "/{room}";
    private static final String PERIPHERALS = "/peripherals";
    private static final String PERIPHERAL = PERIPHERALS + "/{peripheral}";
    private static final String FLEET = "/fleet";

    /** By a part of the inventory's complaint, the message that says it to people. */
    private static final Map<String, String> INSTITUTION_COMPLAINTS = Map.of(
            "(has rooms)", "error.institution.rooms",
            "(has users)", "error.institution.users",
            "(is the department of others)", "error.institution.others",
            "(expected: an institution of the kind DEPARTMENT)", "error.institution.department",
            "(expected: none of a department)", "error.institution.department",
            "(expected: such as 09:00-18:30)", "error.institution.hours",
            "(expected: such as court@example.kz)", "error.institution.email");

    private final InventoryDesk desk;
    private final DeviceDesk devices;
    private final CertificatePages certificates;
    private final Fleet fleet;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    public InventoryPages(
            InventoryDesk desk,
            DeviceDesk devices,
            Fleet fleet,
            CertificatePages certificates,
            ZoneId zone,
            InstantSource clock,
            Templates templates) {
        this.desk = desk;
        this.devices = devices;
        this.fleet = fleet;
        this.certificates = certificates;
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        Allowed see = Allowed.SEE_DEVICES;
        Allowed change = Allowed.CHANGE_DEVICES;
        Allowed found = Allowed.CHANGE_ALL_DEVICES;
        return List.of(
                Endpoint.page(HttpMethod.GET, INSTITUTIONS + "/new", found, call -> institutionForm(call, 200, "")),
                Endpoint.page(HttpMethod.POST, INSTITUTIONS, found, call -> saveInstitution(call, newId())),
                Endpoint.page(HttpMethod.GET, INSTITUTION, see, call -> showInstitution(call, 200, "")),
                Endpoint.page(
                        HttpMethod.POST,
                        INSTITUTION,
                        found,
                        call -> saveInstitution(call, institution(call).id())),
                Endpoint.page(HttpMethod.POST, INSTITUTION + "/delete", found, this::removeInstitution),
                Endpoint.page(HttpMethod.POST, INSTITUTION + "/rooms", change, this::addRoom),
                Endpoint.page(HttpMethod.GET, ROOM, see, call -> showRoom(call, 200, "")),
                Endpoint.page(HttpMethod.POST, ROOM, change, this::renameRoom),
                Endpoint.page(HttpMethod.POST, ROOM + "/delete", change, this::removeRoom),
                Endpoint.page(HttpMethod.POST, ROOM + "/devices", change, this::placeDevice),
                Endpoint.page(HttpMethod.GET, ROOM + "/peripherals/new", change, call -> peripheralForm(call, 200, "")),
                Endpoint.page(HttpMethod.POST, ROOM + "/peripherals", change, this::addPeripheral),
                Endpoint.page(HttpMethod.GET, PERIPHERAL, change, call -> showPeripheral(call, 200, "")),
                Endpoint.page(HttpMethod.POST, PERIPHERAL, change, this::changePeripheral),
                Endpoint.page(HttpMethod.POST, PERIPHERAL + "/delete", change, this::removePeripheral),
                Endpoint.page(HttpMethod.POST, "/devices/{device}/description", change, this::describe));
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

    private FleetWords words(Page page) {
        return new FleetWords(page.messages(), zone, clock);
    }

    private Reply institutionForm(Call call, int status, String complaint) {
        return Reply.html(
                status,
                templates.render(
                        "inventory/founding.jte",
                        Map.of(
                                "page",
                                ErrorPages.page(call),
                                "form",
                                InstitutionForm.of(call),
                                "departments",
                                departments(),
                                "complaint",
                                complaint)));
    }

    private List<Institution> departments() {
        return desk.institutions().stream()
                .filter(one -> one.kind() == InstitutionKind.DEPARTMENT)
                .toList();
    }

    private Reply saveInstitution(Call call, String id) {
        boolean isNew = call.context().pathParam("institution") == null;
        try {
            Institution saved = desk.by(call).save(InstitutionForm.read(call, id));
            return Reply.seeOther(INSTITUTIONS + "/" + saved.id() + "?done=saved");
        } catch (RequestException | IllegalArgumentException e) {
            String complaint = institutionComplaint(call, e);
            int status = Problems.of(e).status();
            return isNew
                    ? institutionForm(call, status, complaint)
                    : showInstitution(call, status, InstitutionForm.of(call), complaint);
        }
    }

    /** With the institution's own fields in the form. @param complaint empty if nothing is wrong */
    private Reply showInstitution(Call call, int status, String complaint) {
        return showInstitution(call, status, InstitutionForm.of(institution(call)), complaint);
    }

    private Reply showInstitution(Call call, int status, InstitutionForm form, String complaint) {
        Page page = ErrorPages.page(call);
        Institution institution = institution(call);
        Map<String, List<FleetRow>> byRoom = new HashMap<>();
        List<FleetRow> things = new ArrayList<>();
        for (FleetRow row : fleet.all()) {
            if (row.item()
                    .institution()
                    .filter(owner -> owner.id().equals(institution.id()))
                    .isPresent()) {
                things.add(row);
                row.item()
                        .room()
                        .ifPresent(room -> byRoom.computeIfAbsent(room.id(), _ -> new ArrayList<>())
                                .add(row));
            }
        }
        FleetWords words = words(page);
        List<FleetPage.RoomRow> rooms = desk.rooms(institution).stream()
                .map(room -> new FleetPage.RoomRow(
                        room.id(),
                        room.name(),
                        byRoom.getOrDefault(room.id(), List.of()).stream()
                                .map(words::row)
                                .toList()))
                .toList();
        Map<String, Object> shown = new HashMap<>();
        shown.put("page", page);
        shown.put("institution", institution);
        shown.put("about", FleetPages.about(page, institution));
        shown.put("form", form);
        shown.put("departments", departments());
        shown.put("counts", words.counts(Fleet.count(things)));
        shown.put("rooms", rooms);
        shown.put("authorities", certificates.authorities(page, institution));
        shown.put("mayChange", Allowed.CHANGE_DEVICES.admits(call.principal(), Optional.of(institution.id())));
        shown.put("mayFound", Allowed.CHANGE_ALL_DEVICES.admits(call.principal()));
        shown.put("complaint", complaint);
        return Reply.html(status, templates.render("inventory/institution.jte", shown));
    }

    private Reply removeInstitution(Call call) {
        try {
            desk.by(call).remove(institution(call));
            return Reply.seeOther(FLEET + "?done=deleted");
        } catch (IllegalArgumentException e) {
            return showInstitution(call, 409, institutionComplaint(call, e));
        }
    }

    private Reply addRoom(Call call) {
        Institution institution = institution(call);
        try {
            Room room = desk.by(call).save(new Room(newId(), institution.id(), call.field("name")));
            return Reply.seeOther(ROOMS + "/" + room.id() + "?done=saved");
        } catch (IllegalArgumentException e) {
            return showInstitution(call, 400, complaint(call, e));
        }
    }

    private Reply showRoom(Call call, int status, String complaint) {
        Page page = ErrorPages.page(call);
        Room room = room(call);
        FleetWords words = words(page);
        List<FleetPage.Row> things = fleet.all().stream()
                .filter(row -> row.item()
                        .room()
                        .filter(place -> place.id().equals(room.id()))
                        .isPresent())
                .map(words::row)
                .toList();
        Map<String, Object> shown = new HashMap<>();
        shown.put("page", page);
        shown.put("room", room);
        shown.put("institution", desk.institution(room.institution()));
        shown.put("things", things);
        shown.put("mayChange", Allowed.CHANGE_DEVICES.admits(call.principal(), Optional.of(room.institution())));
        shown.put("complaint", complaint);
        return Reply.html(status, templates.render("inventory/room.jte", shown));
    }

    private Reply renameRoom(Call call) {
        Room room = room(call);
        try {
            desk.by(call).save(new Room(room.id(), room.institution(), call.field("name")));
            return Reply.seeOther(ROOMS + "/" + room.id() + "?done=saved");
        } catch (IllegalArgumentException e) {
            return showRoom(call, 400, complaint(call, e));
        }
    }

    private Reply removeRoom(Call call) {
        Room room = room(call);
        try {
            desk.by(call).remove(room);
            return Reply.seeOther(INSTITUTIONS + "/" + room.institution() + "?done=deleted");
        } catch (IllegalArgumentException e) {
            return showRoom(call, 409, ErrorPages.messages(call).get("error.room.things"));
        }
    }

    private Reply placeDevice(Call call) {
        Room room = room(call);
        String wanted = call.field("username");
        Optional<Placement> found = devices.all().stream()
                .filter(one -> one.username().equalsIgnoreCase(wanted))
                .findFirst()
                .map(device -> desk.placement(device.id()))
                .filter(one -> Allowed.CHANGE_DEVICES.admits(
                        call.principal(), one.institution().map(Institution::id)));
        if (found.isEmpty()) {
            return showRoom(call, 404, ErrorPages.messages(call).get("error.room.device"));
        }
        Placement placement = found.get();
        desk.by(call).describe(placement.device().id(), placement.description().inRoom(Optional.of(room.id())));
        return Reply.seeOther(ROOMS + "/" + room.id() + "?done=saved");
    }

    private Reply peripheralForm(Call call, int status, String complaint) {
        Room room = room(call);
        Peripheral.Kind kind = peripheralKind(call.field("kind"));
        // What is not valid is shown as it was typed, so no Peripheral can hold it.
        return peripheralPage(call, status, room, "", new PeripheralFields(kind, call::field), complaint);
    }

    private Reply showPeripheral(Call call, int status, String complaint) {
        Peripheral one = peripheral(call);
        Map<String, String> stored = Map.of(
                "name", one.name(),
                "make", one.make(),
                "model", one.model(),
                "address", one.address(),
                "driver", one.driver(),
                "notes", one.notes());
        return peripheralPage(
                call,
                status,
                desk.room(one.room()),
                one.id(),
                complaint.isEmpty()
                        ? new PeripheralFields(one.kind(), name -> stored.getOrDefault(name, ""))
                        : new PeripheralFields(one.kind(), call::field),
                complaint);
    }

    /** Contents of the form's fields. */
    private record PeripheralFields(Peripheral.Kind kind, Function<String, String> text) {}

    private Reply peripheralPage(
            Call call, int status, Room room, String id, PeripheralFields fields, String complaint) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("page", ErrorPages.page(call));
        shown.put("room", room);
        shown.put("id", id);
        shown.put("kind", fields.kind);
        for (String name : List.of("name", "make", "model", "address", "driver", "notes")) {
            shown.put(name, fields.text.apply(name));
        }
        shown.put("families", List.copyOf(DriverFamilies.names()));
        shown.put("complaint", complaint);
        return Reply.html(status, templates.render("inventory/peripheral.jte", shown));
    }

    private static Peripheral.Kind peripheralKind(String name) {
        return name.equals("DISPLAY") ? Peripheral.Kind.DISPLAY : Peripheral.Kind.CAMERA;
    }

    private static Peripheral read(Call call, String id, String room) {
        return new Peripheral(
                id,
                room,
                peripheralKind(call.field("kind")),
                call.field("name"),
                call.field("make"),
                call.field("model"),
                call.field("address"),
                call.field("driver"),
                call.field("notes"));
    }

    private Reply addPeripheral(Call call) {
        Room room = room(call);
        try {
            desk.by(call).save(read(call, newId(), room.id()));
            return Reply.seeOther(ROOMS + "/" + room.id() + "?done=saved");
        } catch (IllegalArgumentException e) {
            return peripheralForm(call, 400, complaint(call, e));
        }
    }

    private Reply changePeripheral(Call call) {
        Peripheral one = peripheral(call);
        try {
            boolean dropped = desk.by(call).save(read(call, one.id(), one.room()));
            return Reply.seeOther(FLEET + "/" + one.id() + done(dropped));
        } catch (IllegalArgumentException e) {
            return showPeripheral(call, 400, complaint(call, e));
        }
    }

    private Reply removePeripheral(Call call) {
        Peripheral one = peripheral(call);
        desk.by(call).remove(one);
        return Reply.seeOther(ROOMS + "/" + one.room() + "?done=deleted");
    }

    /** Saves a device's description; fields that the form does not have stay as they are. */
    private Reply describe(Call call) {
        Placement placement = desk.placement(call.path("device"));
        DeviceDescription before = placement.description();
        DeviceDescription wanted = new DeviceDescription(
                call.field("unplaced").isEmpty() ? before.room() : Optional.empty(),
                call.field("make"),
                call.field("model"),
                before.firmware(),
                call.field("serial"),
                call.field("mac"),
                list(call.field("addresses")),
                before.sipUri(),
                before.h323Aliases(),
                call.field("driver"),
                before.capabilities(),
                call.field("notes"));
        try {
            boolean dropped = desk.by(call).describe(placement.device().id(), wanted);
            return Reply.seeOther(
                    (dropped ? FLEET : "/devices") + "/" + placement.device().id() + done(dropped));
        } catch (IllegalArgumentException e) {
            if (String.valueOf(e.getMessage()).endsWith("(is another device's)")) {
                throw new RequestException(409, String.valueOf(e.getMessage()), "error.mac.taken");
            }
            throw e;
        }
    }

    /** @param dropped whether a login was dropped: the page that it leads to has the form for another one */
    private static String done(boolean dropped) {
        return dropped ? "?done=login.dropped" : "?done=saved";
    }

    private static List<String> list(String text) {
        return Stream.of(text.split("[\\s,|]+")).filter(one -> !one.isEmpty()).toList();
    }

    private static String institutionComplaint(Call call, RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        return INSTITUTION_COMPLAINTS.entrySet().stream()
                .filter(known -> message.contains(known.getKey()))
                .findFirst()
                .map(known -> ErrorPages.messages(call).get(known.getValue()))
                .orElseGet(() -> complaint(call, e));
    }

    private static String complaint(Call call, RuntimeException e) {
        Messages messages = ErrorPages.messages(call);
        String message = String.valueOf(e.getMessage());
        return message.endsWith("(is taken)")
                ? messages.get("error.taken")
                : ErrorPages.complaint(messages, Problems.of(e));
    }
}
