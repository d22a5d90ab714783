package org.courtbridge.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.courtbridge.console.Person.Hands;
import org.courtbridge.console.html.Times;
import org.courtbridge.media.language.Language;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everybody's way to a hearing by video conferencing, from the application to the morning of the hearing, with the pages that they have in a
 * browser: of a witness in a hospital, a prisoner, and an expert with a phone, each in another language. Only institutions, rooms and users
 * are there before. The gateway's clock stands, so that terms are the same on whatever day this runs.
 */
class BeforeTheHearingIT {

    private static final ZoneId ZONE = ZoneId.of("Asia/Almaty");

    /** A Thursday. */
    private static final Instant WRITTEN = at(LocalDateTime.parse("2026-06-04T09:00"));

    private static final LocalDateTime WANTED = LocalDateTime.parse("2026-06-25T10:00");
    private static final LocalDateTime PROPOSED = LocalDateTime.parse("2026-06-26T11:00");

    private static Playwright playwright;
    private static Browser browser;

    @TempDir
    private Path folder;

    private final List<String> faults = new ArrayList<>();

    /** The last one first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private HearingCase courts;

    private static Instant at(LocalDateTime time) {
        return time.atZone(ZONE).toInstant();
    }

    @BeforeAll
    static void launch() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium-headless-shell"))
                        .setChromiumSandbox(false)
                        .setArgs(List.of("--disable-gpu", "--no-first-run", "--disable-background-networking")));
    }

    @AfterAll
    static void end() {
        playwright.close();
    }

    @BeforeEach
    void start() throws Exception {
        courts = new HearingCase(folder);
        opened.push(courts);
        courts.running.clock = () -> WRITTEN;
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable last : opened) {
            last.close();
        }
    }

    private Person person(Language language, String login, Hands hands) {
        Person person = new Person(browser, courts.running.base, language, login, hands, faults);
        opened.push(person);
        return person;
    }

    @Test
    void aWitnessInAHospitalInKazakh() throws Exception {
        HearingCase.Story story = new HearingCase.Story(
                Language.KAZAKH,
                "7119-26-00-2/1234",
                "куәдан жауап алу",
                "Сейтқали Ұлан Нұрұлы",
                "куә",
                "Астана қаласының Есіл аудандық соты",
                "Алматы қаласының № 7 көпбейінді клиникалық ауруханасы");
        courts.found(story, InstitutionKind.HOSPITAL, HearingCase.poly());
        Cast cast = cast(Hands.FINGER);

        write(cast.clerk, story, WANTED);
        resolve(cast.judge, story);
        send(cast.clerk, story);
        confirm(cast.organiser, story, "today.sent", "№ 5");
        awaits(cast.clerk, story, "today.unanswered");
        refuse(cast.official, story);
        for (Person told : List.of(cast.clerk, cast.judge)) {
            awaits(told, story, "today.refused");
        }
        acceptsTheProposal(cast.clerk, story);
        confirm(cast.organiser, story, "today.sent", "№ 5");
        confirm(cast.official, story, "today.asked", "№ 12");
        readsTheLetters(cast.clerk, story);
        prepares(cast.clerk, story, PROPOSED, true);
        secondClerkComesLate(story, PROPOSED);

        theMorning(cast, story, PROPOSED);
        theOfficialReports(cast, story);
        assertThat(faults).isEmpty();
    }

    @Test
    void aPrisonerInADetentionFacilityInRussian() throws Exception {
        HearingCase.Story story = new HearingCase.Story(
                Language.RUSSIAN,
                "3510-26-00-1/77",
                "допрос подсудимого",
                "Иванов Пётр Сергеевич",
                "подсудимый",
                "Специализированный межрайонный суд по уголовным делам Карагандинской области",
                "Учреждение № 16 Департамента уголовно-исполнительной системы");
        courts.found(story, InstitutionKind.DETENTION_FACILITY, HearingCase.h323());
        Cast cast = cast(Hands.KEYBOARD);

        write(cast.clerk, story, WANTED);
        resolve(cast.judge, story);
        send(cast.clerk, story);
        confirm(cast.organiser, story, "today.sent", "№ 2");
        confirm(cast.official, story, "today.asked", "№ 4");
        readsTheLetters(cast.clerk, story);
        prepares(cast.clerk, story, WANTED, true);
        secondClerkComesLate(story, WANTED);

        theMorning(cast, story, WANTED);
        theOfficialReports(cast, story);
        assertThat(faults).isEmpty();
    }

    @Test
    void anExpertOnThePhoneInEnglish() throws Exception {
        HearingCase.Story story = new HearingCase.Story(
                Language.ENGLISH,
                "7520-26-00-2а/1187",
                "examination of an expert",
                "Li Yekaterina",
                "expert",
                "Bostandyk District Court of Almaty",
                "");
        courts.found(story);
        Cast cast = cast(Hands.FINGER);

        write(cast.clerk, story, WANTED);
        resolve(cast.judge, story);
        send(cast.clerk, story);
        confirm(cast.organiser, story, "today.sent", "№ 1");
        readsTheLetters(cast.clerk, story);
        prepares(cast.clerk, story, WANTED, false);
        String link = invitesThePhone(cast.clerk, story);
        secondClerkComesLate(story, WANTED);

        theMorning(cast, story, WANTED);
        theExpertReports(cast, story, link);
        assertThat(faults).isEmpty();
    }

    /** Those who have something to do with a hearing. The official is there only where an institution is asked. */
    private record Cast(Person clerk, Person judge, Person organiser, Person technician, Person official) {}

    private Cast cast(Hands official) {
        Language language = courts.story().language();
        return new Cast(
                person(language, "clerk", Hands.MOUSE),
                person(language, "judge", Hands.FINGER),
                person(language, "organiser", Hands.MOUSE),
                person(language, "technician", Hands.MOUSE),
                person(language, "official", official));
    }

    private static void contact(Person person, String group, String name) {
        Locator contact = person.group(group);
        person.fill(contact, "application.field.name", name);
        person.fill(contact, "institution.phone", "+7 7172 71-00-00");
    }

    private static void write(Person clerk, HearingCase.Story story, LocalDateTime when) {
        clerk.comes();
        clerk.opens("applications.title");
        clerk.follow(clerk.say("applications.new"));
        clerk.fill("application.field.caseNumber", story.caseNumber());
        clerk.fill("application.field.action", story.action());
        clerk.fill("application.field.at", when.toString());
        Locator participant = clerk.group("application.participant").first();
        clerk.fill(participant, "application.field.name", story.name());
        clerk.fill(participant, "application.field.status", story.status());
        clerk.choose(
                participant,
                "application.field.means",
                clerk.say("application.means." + (story.hasInstitution() ? "PROVIDED" : "PERSONAL")));
        if (story.hasInstitution()) {
            clerk.choose(clerk.group("application.field.asked"), "application.field.institution", story.institution());
            clerk.fill("application.field.address", "Төле би 93");
        }
        contact(clerk, "application.field.clerk", HearingCase.CLERK);
        contact(clerk, "application.field.organiser", HearingCase.ORGANISER);
        clerk.fill("application.field.judge", HearingCase.JUDGE);
        clerk.press("list.save");
        clerk.isTold("done.saved");
        clerk.sees(clerk.say("application.phase.DRAFT"), clerk.say("application.next.resolve"));
    }

    private static void resolve(Person judge, HearingCase.Story story) {
        judge.comes();
        judge.follow(judge.under("today.unresolved"), "№ " + story.caseNumber());
        judge.sees(story.name(), story.status(), story.action());
        judge.press("application.resolution.grant");
        judge.isTold("done.application.resolution");
        judge.sees(judge.say("application.phase.GRANTED"));
    }

    private static void send(Person clerk, HearingCase.Story story) {
        clerk.opens("applications.title");
        clerk.follow(story.caseNumber());
        clerk.press("application.send");
        clerk.isTold("done.application.sending");
        clerk.sees(clerk.say("application.phase.SENT"));
    }

    private static void awaits(Person person, HearingCase.Story story, String block) {
        person.comes();
        Person.see(person.under(block), "№ " + story.caseNumber());
    }

    /** Gives courtroom and contacts with it. */
    private static void confirm(Person person, HearingCase.Story story, String block, String courtroom) {
        person.comes();
        person.follow(person.under(block), "№ " + story.caseNumber());
        person.tick(person.group("application.field.answer"), person.say("application.answer.confirm"));
        person.fill("application.field.courtroom", courtroom);
        contact(person, "application.field.clerk", HearingCase.CLERK);
        contact(person, "application.field.responseOrganiser", HearingCase.ORGANISER);
        person.press("application.answer.save");
        person.isTold("done.application.responses");
        Person.see(person.under("application.responses"), courtroom, person.say("application.answer.confirmed"));
    }

    private static void refuse(Person official, HearingCase.Story story) {
        official.comes();
        official.follow(official.under("today.asked"), "№ " + story.caseNumber());
        official.tick(official.group("application.field.answer"), official.say("application.answer.refuse"));
        official.fill("application.field.reason", "Бұл күні кабинет жөнделеді.");
        official.fill("application.field.proposed", PROPOSED.toString());
        official.press("application.answer.save");
        official.isTold("done.application.responses");
    }

    private static void acceptsTheProposal(Person clerk, HearingCase.Story story) {
        clerk.comes();
        clerk.follow(clerk.under("today.refused"), "№ " + story.caseNumber());
        clerk.sees("Бұл күні кабинет жөнделеді.");
        clerk.press("application.proposal.accept");
        clerk.isTold("done.application.proposal");
        clerk.press("application.send");
        clerk.sees(clerk.say("application.phase.SENT"), words(clerk, PROPOSED));
    }

    private static String words(Person person, LocalDateTime when) {
        return Times.minute(person.language(), ZONE, at(when));
    }

    /** Both appendices, as sent and as answered. */
    private static void readsTheLetters(Person clerk, HearingCase.Story story) throws Exception {
        clerk.opens("applications.title");
        clerk.follow(story.caseNumber());
        clerk.sees(clerk.say("application.phase.CONFIRMED"));
        for (Locator letter : letters(clerk, "application.letters")) {
            assertThat(clerk.letter(letter))
                    .contains(story.caseNumber(), story.name(), story.status(), story.action(), HearingCase.JUDGE);
        }
        for (Locator letter : letters(clerk, "application.responses")) {
            assertThat(clerk.letter(letter)).contains(story.caseNumber(), HearingCase.ORGANISER, "№ ");
        }
    }

    private static List<Locator> letters(Person person, String part) {
        List<Locator> letters = person.under(part)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(person.say("application.pdf")))
                .all();
        assertThat(letters).isNotEmpty();
        return letters;
    }

    private static void makes(Person clerk, String number, String title, LocalDateTime begins) {
        clerk.opens("hearings.title");
        clerk.follow(clerk.say("hearings.new"));
        clerk.fill("hearing.number", number);
        clerk.fill("hearing.title", title);
        clerk.fill("hearing.begins", begins.toString());
        clerk.press("hearing.create");
    }

    private static void seats(Person clerk, String device) {
        clerk.choose(clerk.under("hearing.invite.device"), "hearing.invite.device.choose", device);
        clerk.press(clerk.under("hearing.invite.device"), "hearing.invite");
        clerk.isTold("done.invited");
    }

    /** Makes the hearing, gives seats, and books from the calendar. */
    private static void prepares(Person clerk, HearingCase.Story story, LocalDateTime begins, boolean asked) {
        makes(clerk, "4501", story.title(), begins);
        seats(clerk, HearingCase.HALL_DEVICE);
        if (asked) {
            seats(clerk, HearingCase.WARD_DEVICE);
        }
        Person.see(clerk.under("hearing.seats"), HearingCase.HALL_DEVICE);

        clerk.opens("schedule.title");
        clerk.fill("schedule.day", begins.toLocalDate().toString());
        clerk.choose("schedule.institution", story.court());
        clerk.press("schedule.show");
        clerk.follow(clerk.say("schedule.free", HearingCase.HALL, words(clerk, begins)));
        clerk.choose(
                "schedule.choose", clerk.say("schedule.hearing", "4501", story.title()) + ", " + words(clerk, begins));
        clerk.press("schedule.choose.go");
        clerk.findsTicked(clerk.group("schedule.kinds.ROOM"), HearingCase.HALL);
        clerk.findsTicked(clerk.group("schedule.kinds.DEVICE"), HearingCase.HALL_DEVICE);
        if (asked) {
            clerk.findsTicked(clerk.group("schedule.kinds.ROOM"), HearingCase.WARD);
            clerk.findsTicked(clerk.group("schedule.kinds.DEVICE"), HearingCase.WARD_DEVICE);
        }
        clerk.tick(clerk.group("schedule.kinds.PERSON"), HearingCase.TECHNICIAN);
        clerk.press("schedule.book");
        clerk.isTold("done.booked");
        Person.see(clerk.under("schedule.booked"), HearingCase.HALL, HearingCase.HALL_DEVICE, HearingCase.TECHNICIAN);
        if (asked) {
            Person.see(clerk.under("schedule.booked"), HearingCase.WARD, HearingCase.WARD_DEVICE);
        }
    }

    /** Wants the same hall at the same hour, is told who has it, and takes an hour that is offered. */
    private void secondClerkComesLate(HearingCase.Story story, LocalDateTime begins) {
        Person second = person(story.language(), "second", Hands.MOUSE);
        second.comes();
        makes(second, "4502", "№ 1-1/2", begins);
        second.follow(second.say("schedule.bookings"));
        second.fill("schedule.at", begins.toString());
        second.tick(second.group("schedule.kinds.ROOM"), HearingCase.HALL);
        second.press("schedule.book");
        Locator alert = second.page.getByRole(AriaRole.ALERT);
        Person.see(alert, second.say("schedule.taken"), HearingCase.HALL, HearingCase.CLERK, "4501");
        Locator offers = second.under("schedule.offers").getByRole(AriaRole.BUTTON);
        assertThat(offers).hasCount(6);
        String offer = offers.first().innerText();
        second.goes(offers.first());
        second.isTold("done.booked");
        Person.see(second.under("schedule.booked"), HearingCase.HALL, offer);
    }

    private static String invitesThePhone(Person clerk, HearingCase.Story story) {
        clerk.opens("hearings.title");
        clerk.follow(story.title());
        Locator form = clerk.under("hearing.invite.participant");
        clerk.fill(form, "hearing.participant.name", story.name());
        clerk.fill(form, "hearing.participant.word", "owl");
        clerk.press(form, "hearing.invite");
        clerk.isTold("done.invited");
        Locator link = clerk.under("hearing.seats").getByRole(AriaRole.LINK, linkTo("/j/"));
        return link.innerText();
    }

    private static Locator.GetByRoleOptions linkTo(String path) {
        return new Locator.GetByRoleOptions().setName(path);
    }

    /** The day of the hearing, on which all sign in anew. */
    private void theMorning(Cast cast, HearingCase.Story story, LocalDateTime begins) {
        courts.running.clock = () -> at(begins.minusHours(2));
        courts.running.registered.add("hall");
        String hour = begins.toLocalTime().toString();
        cast.clerk.comes();
        Person.see(cast.clerk.under("today.hearings"), hour, story.title());
        Person.see(cast.clerk.under("today.unready"), HearingCase.HALL_DEVICE);
        Person.see(cast.clerk.under("today.unanswered"), cast.clerk.say("today.unanswered.none"));
        cast.judge.comes();
        Person.see(cast.judge.under("today.hearings"), hour, story.title());
        Person.see(cast.judge.under("today.unresolved"), cast.judge.say("today.unresolved.none"));
        cast.organiser.comes();
        Person.see(cast.organiser.under("today.region"), hour, HearingCase.HALL, HearingCase.HALL_DEVICE);
        cast.technician.comes();
        Person.see(
                cast.technician.under("today.rooms"), hour, HearingCase.HALL, HearingCase.HALL_DEVICE, story.title());
        if (story.hasInstitution()) {
            cast.official.comes();
            Person.see(
                    cast.official.under("today.persons"),
                    words(cast.official, begins),
                    story.name(),
                    story.status(),
                    story.court());
            Person.see(cast.official.under("today.ownRooms"), hour, HearingCase.WARD, HearingCase.WARD_DEVICE, "4501");
        }
    }

    private void theOfficialReports(Cast cast, HearingCase.Story story) {
        waitForReports(cast, story);
        Person official = cast.official;
        official.follow(official.under("today.ownRooms"), official.say("rooms.report"));
        official.activate(official.page.getByRole(AriaRole.CELL).getByText(official.say("rooms.report")));
        official.choose("rooms.kind", official.say("trouble.NO_PICTURE"));
        official.fill("rooms.text", "Экран өшіп тұр");
        official.press("rooms.send");
        official.isTold("done.reported");
        reaches(cast, story, "trouble.NO_PICTURE", "Экран өшіп тұр");
    }

    private void theExpertReports(Cast cast, HearingCase.Story story, String link) throws Exception {
        waitForReports(cast, story);
        Person expert = person(story.language(), "expert", Hands.FINGER);
        expert.page.navigate(courts.running.base + link.replaceAll("^.*/j/", "/j/"));
        expert.page.waitForSelector("body[data-ready]");
        expert.passed();
        expert.page
                .getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setHasText(courts.joinText("trouble")))
                .click();
        Locator dialog = expert.page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel(courts.joinText("troubleNO_PICTURE")).check();
        dialog.getByLabel(courts.joinText("troubleText")).fill("Only a black screen");
        expert.passed();
        dialog.getByRole(AriaRole.BUTTON, linkTo(courts.joinText("troubleSend")))
                .first()
                .click();
        Person.see(dialog, HearingCase.COURT_PHONE);
        expert.passed();
        reaches(cast, story, "trouble.NO_PICTURE", "Only a black screen");
    }

    /** Clerk and judge have the page of the hearing open, the technician the day's. */
    private static void waitForReports(Cast cast, HearingCase.Story story) {
        for (Person one : List.of(cast.clerk, cast.judge)) {
            one.follow(one.under("today.hearings"), story.title());
        }
    }

    /** Without anybody's asking for the page anew; when one of the court has seen it, nobody is told of it any more. */
    private static void reaches(Cast cast, HearingCase.Story story, String kind, String text) {
        for (Person one : List.of(cast.clerk, cast.judge)) {
            Person.see(one.under("hearing.troubles"), one.say(kind), text);
        }
        cast.technician.comes();
        Person.see(cast.technician.under("today.urgent"), story.title(), cast.technician.say("hearings.troubles", 1));
        cast.technician.follow(cast.technician.under("today.urgent"), story.title());
        Person.see(cast.technician.under("hearing.troubles"), cast.technician.say(kind), text);
        cast.clerk.activate(cast.clerk.button(cast.clerk.under("hearing.troubles"), "trouble.seen"));
        for (Person one : List.of(cast.clerk, cast.judge, cast.technician)) {
            assertThat(one.under("hearing.troubles")).hasCount(0);
        }
        cast.technician.comes();
        Person.see(cast.technician.under("today.urgent"), cast.technician.say("today.urgent.none"));
    }
}
