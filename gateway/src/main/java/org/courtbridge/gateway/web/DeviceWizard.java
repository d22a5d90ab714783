package org.courtbridge.gateway.web;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.gateway.fleet.Fleet;
import org.courtbridge.gateway.fleet.FleetRow;
import org.courtbridge.gateway.fleet.LastAnswer;
import org.courtbridge.gateway.fleet.StatusAnswer;
import org.courtbridge.gateway.web.DeviceDraft.Answer;
import org.courtbridge.gateway.web.DeviceDraft.Place;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Room;

/**
 * Adds a device step by step: whose it is, where it is reached and what it says there, where it stands, and what it signs in
 * with. Each step is a page of its own that is left by a form, so the browser's way back works, and nothing needs a script.
 */
final class DeviceWizard {

    private static final String START = "/devices/add";
    private static final String DRAFT = START + "/{draft}";
    private static final String NEXT = "/devices/{device}/next";

    private final Services services;
    private final Fleet fleet;
    private final DeviceDesk devices;
    private final InventoryDesk inventory;
    private final HandoverDesk handovers;
    private final DeviceDrafts drafts;
    private final Templates templates;
    private final SecretPage secrets;

    DeviceWizard(Services services, Desks desks, Templates templates) {
        this.services = services;
        this.fleet = services.fleet().fleet();
        this.devices = desks.devices();
        this.inventory = desks.inventory();
        this.handovers = desks.handovers();
        this.drafts = new DeviceDrafts(services.clock());
        this.templates = templates;
        this.secrets = new SecretPage(templates);
    }

    List<Endpoint> endpoints() {
        Allowed change = Allowed.CHANGE_DEVICES;
        return List.of(
                Endpoint.page(HttpMethod.GET, START, change, call -> makeForm(call, 200, "", Optional.empty(), "")),
                Endpoint.page(HttpMethod.POST, START, change, this::begin),
                step(HttpMethod.GET, WizardStep.MAKE, this::make),
                step(HttpMethod.POST, WizardStep.MAKE, this::chooseMake),
                step(HttpMethod.GET, WizardStep.ADDRESS, (call, id, draft) -> address(call, 200, id, draft, "")),
                step(HttpMethod.POST, WizardStep.ADDRESS, this::chooseAddress),
                step(HttpMethod.GET, WizardStep.ROOM, (call, id, draft) -> room(call, 200, id, draft, "")),
                step(HttpMethod.POST, WizardStep.ROOM, this::chooseRoom),
                step(HttpMethod.GET, WizardStep.ACCOUNT, (call, id, draft) -> account(call, 200, id, draft, "")),
                step(HttpMethod.POST, WizardStep.ACCOUNT, this::add),
                Endpoint.page(HttpMethod.GET, NEXT, change, this::next));
    }

    private interface StepAction {
        Reply handle(Call call, String id, DeviceDraft draft) throws Exception;
    }

    /** What was added is not added again: whoever comes back to it is led on. */
    private Endpoint step(HttpMethod method, WizardStep step, StepAction action) {
        return Endpoint.page(method, DRAFT + "/" + step.path(), Allowed.CHANGE_DEVICES, call -> {
            String id = call.path("draft");
            Optional<DeviceDraft> draft = drafts.find(id, call.actor());
            if (draft.isEmpty()) {
                return Reply.seeOther(START + "?done=wizard.gone");
            }
            Optional<Device> added = draft.get().added().map(DeviceDesk.Credentials::device);
            return added.isPresent()
                    ? Reply.seeOther("/devices/" + added.get().id() + "/next")
                    : action.handle(call, id, draft.get());
        });
    }

    private static Reply to(String id, WizardStep step) {
        return Reply.seeOther(START + "/" + id + "/" + step.path());
    }

    private Map<String, Object> shown(Call call, String id, String complaint) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("page", ErrorPages.page(call));
        shown.put("base", START + "/" + id);
        shown.put("complaint", complaint);
        return shown;
    }

    private static String say(Call call, String key) {
        return ErrorPages.messages(call).get(key);
    }

    private Reply makeForm(Call call, int status, String action, Optional<DeviceMake> chosen, String complaint) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("page", ErrorPages.page(call));
        shown.put("action", START + action);
        shown.put("chosen", chosen);
        shown.put("complaint", complaint);
        return Reply.html(status, templates.render("wizard/make.jte", shown));
    }

    private Reply begin(Call call) {
        Optional<DeviceMake> make = DeviceMake.named(call.field("make"));
        if (make.isEmpty()) {
            return makeForm(call, 400, "", make, say(call, "wizard.make.none"));
        }
        return to(drafts.begin(call.actor(), DeviceDraft.of(make.get())), WizardStep.ADDRESS);
    }

    private Reply make(Call call, String id, DeviceDraft draft) {
        return makeForm(call, 200, "/" + id + "/make", Optional.of(draft.make()), "");
    }

    private Reply chooseMake(Call call, String id, DeviceDraft draft) {
        Optional<DeviceMake> make = DeviceMake.named(call.field("make"));
        if (make.isEmpty()) {
            return makeForm(call, 400, "/" + id + "/make", make, say(call, "wizard.make.none"));
        }
        drafts.keep(id, call.actor(), draft.with(make.get()));
        return to(id, WizardStep.ADDRESS);
    }

    private Reply address(Call call, int status, String id, DeviceDraft draft, String complaint) {
        Map<String, Object> shown = shown(call, id, complaint);
        boolean again = !complaint.isEmpty();
        shown.put("make", draft.make());
        shown.put("address", again ? call.field("address") : draft.address());
        shown.put(
                "user",
                again
                        ? call.field("user")
                        : draft.login().map(Credentials::user).orElse(""));
        shown.put("kept", draft.login().isPresent());
        shown.put("found", draft.introduction().map(introduction -> found(call, introduction.identity())));
        shown.put("fingerprint", draft.introduction().flatMap(introduction -> introduction.fingerprint()));
        shown.put(
                "silent",
                draft.answer()
                        .filter(Answer.Silent.class::isInstance)
                        .map(said -> (Answer.Silent) said)
                        .map(said -> say(call, "fault." + said.fault()) + " (" + said.detail() + ")"));
        return Reply.html(status, templates.render("wizard/address.jte", shown));
    }

    /** What it does not say is not there. */
    private static List<FleetPage.Fact> found(Call call, DeviceIdentity identity) {
        List<FleetPage.Fact> facts = new ArrayList<>();
        Map<String, String> said = Map.of(
                "device.make", identity.make(),
                "device.model", identity.model(),
                "device.name", identity.name(),
                "device.serial", identity.serial(),
                "fleet.fact.firmware", identity.firmware());
        for (String key :
                List.of("device.make", "device.model", "device.name", "device.serial", "fleet.fact.firmware")) {
            Optional.ofNullable(said.get(key))
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> facts.add(new FleetPage.Fact(say(call, key), text)));
        }
        return facts;
    }

    private Reply chooseAddress(Call call, String id, DeviceDraft draft) throws InterruptedException {
        String address = call.field("address");
        boolean asks = call.field("do").equals("ask");
        if (address.isEmpty() && asks) {
            return address(call, 400, id, draft, say(call, "wizard.address.missing"));
        }
        if (!isAddress(address)) {
            return address(call, 400, id, draft, say(call, "wizard.address.bad"));
        }
        DeviceDraft reached = draft.reached(address, login(call, draft));
        drafts.keep(id, call.actor(), reached);
        if (!asks || !draft.make().isDriven()) {
            return to(id, WizardStep.ROOM);
        }
        try {
            Answer answer;
            try {
                answer = new Answer.Introduced(fleet.introduce(reached.make().family(), address, reached.login()));
            } catch (DeviceException e) {
                answer = new Answer.Silent(e.fault(), String.valueOf(e.getMessage()));
            }
            drafts.keep(id, call.actor(), reached.answered(answer));
            return to(id, WizardStep.ADDRESS);
        } catch (IllegalArgumentException e) {
            return address(call, 400, id, reached, say(call, "wizard.address.bad"));
        }
    }

    private static boolean isAddress(String address) {
        try {
            described(DeviceDescription.UNKNOWN, address);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static DeviceDescription described(DeviceDescription rest, String address) {
        return new DeviceDescription(
                rest.room(),
                rest.make(),
                rest.model(),
                rest.firmware(),
                rest.serial(),
                address.isEmpty() ? List.of() : List.of(address),
                rest.sipUri(),
                rest.h323Aliases(),
                rest.driver(),
                rest.capabilities(),
                rest.notes());
    }

    /** A page never shows a password again, so an empty field leaves it as it is. */
    private static Optional<Credentials> login(Call call, DeviceDraft draft) {
        String user = call.field("user");
        String password = call.secret("password");
        if (password.isEmpty()) {
            return draft.login().filter(_ -> !user.isEmpty()).map(kept -> new Credentials(user, kept.password()));
        }
        return Optional.of(new Credentials(user, password));
    }

    private Reply room(Call call, int status, String id, DeviceDraft draft, String complaint) {
        Map<String, Object> shown = shown(call, id, complaint);
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

    private Reply chooseRoom(Call call, String id, DeviceDraft draft) {
        try {
            drafts.keep(id, call.actor(), draft.in(place(call)));
            return to(id, WizardStep.ACCOUNT);
        } catch (RequestException e) {
            return room(call, e.status(), id, draft, ErrorPages.complaint(ErrorPages.messages(call), Problems.of(e)));
        } catch (IllegalArgumentException e) {
            return room(call, 400, id, draft, say(call, "wizard.name.missing"));
        }
    }

    /** What has a name already is not new. @throws RequestException that says what is missing or taken */
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

    private Reply account(Call call, int status, String id, DeviceDraft draft, String complaint) {
        Optional<Place> place = draft.place();
        if (place.isEmpty()) {
            return to(id, WizardStep.ROOM);
        }
        Map<String, Object> shown = shown(call, id, complaint);
        String name = place.get()
                .theRoom()
                .flatMap(room -> place.get().theInstitution().map(owner -> owner.name() + ", " + room.name()))
                .orElse("");
        String suggested = name.substring(0, Math.min(name.length(), 100));
        boolean again = !complaint.isEmpty();
        shown.put("name", again ? call.field("name") : suggested);
        shown.put(
                "username",
                again
                        ? call.field("username")
                        : UsernameSuggestion.of(
                                suggested,
                                taken -> services.devices().byUsername(taken).isPresent()));
        shown.put("summary", summary(call, draft));
        return Reply.html(status, templates.render("wizard/account.jte", shown));
    }

    private static List<FleetPage.Fact> summary(Call call, DeviceDraft draft) {
        List<FleetPage.Fact> facts = new ArrayList<>();
        facts.add(new FleetPage.Fact(say(call, "device.make"), say(call, "make." + draft.make())));
        draft.introduction()
                .map(introduction -> introduction.identity().model())
                .filter(model -> !model.isEmpty())
                .ifPresent(model -> facts.add(new FleetPage.Fact(say(call, "device.model"), model)));
        if (!draft.address().isEmpty()) {
            facts.add(new FleetPage.Fact(say(call, "device.reached"), draft.address()));
        }
        String place = draft.place()
                .flatMap(where -> where.theRoom()
                        .flatMap(room -> where.theInstitution().map(owner -> owner.name() + ", " + room.name())))
                .orElse(say(call, "wizard.room.nowhere"));
        facts.add(new FleetPage.Fact(say(call, "wizard.step.ROOM"), place));
        return facts;
    }

    private Reply add(Call call, String id, DeviceDraft draft) {
        Optional<Place> place = draft.place();
        if (place.isEmpty()) {
            return to(id, WizardStep.ROOM);
        }
        try {
            DeviceDesk.Credentials added = add(call, draft, place.get());
            drafts.keep(id, call.actor(), draft.added(added));
            Device device = added.device();
            return secrets.show(
                    call,
                    new SecretPage.Shown(
                            "device",
                            device.name(),
                            Optional.of(device.username()),
                            added.password(),
                            "/devices/" + device.id() + "/next"),
                    handovers,
                    handovers.handover(device, added.password()));
        } catch (RequestException | IllegalArgumentException e) {
            Problems.Cause cause = Problems.of(e);
            return account(call, cause.status(), id, draft, ErrorPages.complaint(ErrorPages.messages(call), cause));
        }
    }

    /** The device is there with all that is known of it, or not at all. */
    private DeviceDesk.Credentials add(Call call, DeviceDraft draft, Place place) {
        DeviceDesk.Credentials added = devices.by(call).add(call.field("name"), call.field("username"));
        try {
            describe(call, draft, place, added.device());
            return added;
        } catch (RuntimeException e) {
            devices.by(call).remove(added.device());
            throw e;
        }
    }

    private void describe(Call call, DeviceDraft draft, Place place, Device device) {
        InventoryDesk by = inventory.by(call);
        switch (place) {
            case Place.Nowhere _, Place.Existing _ -> {}
            case Place.NewRoom(Room room, Institution _) -> by.save(room);
            case Place.NewInstitution(Room room, Institution institution) -> {
                by.save(institution);
                by.save(room);
            }
        }
        by.describe(device.id(), description(draft, place));
        draft.login()
                .filter(_ -> draft.make().isDriven())
                .ifPresent(login -> services.fleet()
                        .logins()
                        .by(call.actor())
                        .set(new Subject("device", device.id(), device.name()), login));
    }

    private static DeviceDescription description(DeviceDraft draft, Place place) {
        Optional<DeviceIdentity> identity = draft.introduction().map(introduction -> introduction.identity());
        return described(
                new DeviceDescription(
                        place.theRoom().map(Room::id),
                        identity.map(DeviceIdentity::make)
                                .filter(make -> !make.isEmpty())
                                .orElse(draft.make().make()),
                        identity.map(DeviceIdentity::model).orElse(""),
                        identity.map(DeviceIdentity::firmware).orElse(""),
                        identity.map(DeviceIdentity::serial).orElse(""),
                        List.of(),
                        "",
                        List.of(),
                        draft.make().family(),
                        List.of(),
                        ""),
                draft.address());
    }

    /** What is still to be done, and what of it is done already. */
    private Reply next(Call call) {
        FleetRow row = fleet.row(call.path("device")).orElseThrow(() -> RequestException.notFound("No such device."));
        Page page = ErrorPages.page(call);
        Map<String, Object> shown = new HashMap<>();
        shown.put("page", page);
        shown.put("row", new FleetWords(page.messages(), services.zone(), services.clock()).row(row));
        shown.put("host", URI.create(services.baseUrl().get()).getHost());
        shown.put("registered", fleet.isRegisteredHere(row.item()));
        shown.put("driven", row.item().isDriven());
        shown.put(
                "answers",
                row.last()
                        .map(LastAnswer::answer)
                        .filter(StatusAnswer.Told.class::isInstance)
                        .isPresent());
        shown.put(
                "fault",
                row.last()
                        .map(LastAnswer::answer)
                        .filter(StatusAnswer.Failed.class::isInstance)
                        .map(answer -> page.say("fault." + ((StatusAnswer.Failed) answer).fault())));
        return Reply.html(200, templates.render("wizard/next.jte", shown));
    }
}
