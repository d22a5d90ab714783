package org.courtbridge.console.wizard;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.console.devices.InventoryDesk;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.console.wizard.DeviceDraft.Place;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Room;

/** The step that asks where a device stands: in a room that there is, in a new one, in a new institution, or nowhere. */
final class WizardPlace {

    private final InventoryDesk inventory;
    private final Templates templates;

    WizardPlace(InventoryDesk inventory, Templates templates) {
        this.inventory = inventory;
        this.templates = templates;
    }

    Reply page(Call call, DeviceAddition addition) {
        return page(call, 200, addition.draft(), "");
    }

    private Reply page(Call call, int status, DeviceDraft draft, String complaint) {
        Map<String, Object> shown = WizardStep.shown(call, complaint);
        List<Institution> institutions = inventory.institutions();
        Map<Institution, List<Room>> rooms = new LinkedHashMap<>();
        List<Room> all = inventory.rooms();
        for (Institution institution : institutions) {
            List<Room> its = all.stream()
                    .filter(room -> room.institution().equals(institution.id()))
                    .toList();
            if (!its.isEmpty()) {
                rooms.put(institution, its);
            }
        }
        shown.put("institutions", institutions);
        shown.put("rooms", rooms);
        boolean again = !complaint.isEmpty();
        shown.put("choice", again ? call.field("where") : choice(draft, rooms));
        Optional<Place> place = again ? Optional.empty() : draft.place();
        String room = place.flatMap(Place::theRoom).map(Room::id).orElse(call.field("room"));
        shown.put("room", room.isEmpty() ? call.query("room").orElse("") : room);
        Optional<Place> isNew = place.filter(where -> !(where instanceof Place.Existing));
        String typed = call.field(call.field("where").equals("institution") ? "first" : "name");
        shown.put("name", isNew.flatMap(Place::theRoom).map(Room::name).orElse(typed));
        shown.put(
                "institution",
                isNew.flatMap(Place::theInstitution).map(Institution::id).orElse(call.field("institution")));
        Optional<Institution> founded =
                place.filter(Place.NewInstitution.class::isInstance).flatMap(Place::theInstitution);
        shown.put("founded", founded.map(Institution::name).orElse(call.field("founded")));
        shown.put("kind", founded.map(Institution::kind).orElse(kind(call).orElse(InstitutionKind.COURT)));
        shown.put("region", founded.map(Institution::region).orElse(call.field("region")));
        return Reply.html(status, templates.render("wizard/room.jte", shown));
    }

    private static String choice(DeviceDraft draft, Map<Institution, List<Room>> rooms) {
        String usual = rooms.isEmpty() ? "institution" : "room";
        return draft.place()
                .map(place -> switch (place) {
                    case Place.Nowhere _ -> "none";
                    case Place.Existing _ -> "room";
                    case Place.NewRoom _ -> "new";
                    case Place.NewInstitution _ -> "institution";
                })
                .orElse(usual);
    }

    private static Optional<InstitutionKind> kind(Call call) {
        return Arrays.stream(InstitutionKind.values())
                .filter(kind -> kind.name().equals(call.field("kind")))
                .findFirst();
    }

    Reply choose(Call call, DeviceAddition addition) {
        DeviceDraft draft = addition.draft();
        try {
            addition.become(draft.in(place(call)));
            return WizardStep.ACCOUNT.of(call);
        } catch (RequestException e) {
            return page(call, e.status(), draft, ErrorPages.complaint(ErrorPages.messages(call), Problems.of(e)));
        } catch (IllegalArgumentException e) {
            return page(call, 400, draft, WizardStep.say(call, "wizard.name.missing"));
        }
    }

    /**
     * The place that the form names; a new one needs a new name.
     *
     * @throws RequestException that says what is missing or taken
     */
    private Place place(Call call) {
        switch (call.field("where")) {
            case "none" -> {
                return new Place.Nowhere();
            }
            case "room" -> {
                Room room = inventory.rooms().stream()
                        .filter(one -> one.id().equals(call.field("room")))
                        .findFirst()
                        .orElseThrow(() -> new RequestException(400, "room: none", "wizard.room.none"));
                return new Place.Existing(room, inventory.institution(room.institution()));
            }
            case "new" -> {
                Institution institution = inventory.institutions().stream()
                        .filter(one -> one.id().equals(call.field("institution")))
                        .findFirst()
                        .orElseThrow(
                                () -> new RequestException(400, "institution: none", "wizard.room.institution.none"));
                Room room = Room.of(institution.id(), call.field("name"));
                if (inventory.rooms(institution).stream()
                        .anyMatch(one -> one.name().equalsIgnoreCase(room.name()))) {
                    throw RequestException.taken("name: " + room.name());
                }
                return new Place.NewRoom(room, institution);
            }
            case "institution" -> {
                Institution institution = Institution.of(
                        call.field("founded"), kind(call).orElse(InstitutionKind.COURT), call.field("region"));
                if (inventory.institutions().stream()
                        .anyMatch(one -> one.name().equalsIgnoreCase(institution.name()))) {
                    throw RequestException.taken("name: " + institution.name());
                }
                return new Place.NewInstitution(Room.of(institution.id(), call.field("first")), institution);
            }
            default -> throw new RequestException(400, "where: none", "wizard.room.none");
        }
    }
}
