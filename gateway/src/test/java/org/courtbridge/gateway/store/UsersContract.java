package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.courtbridge.court.access.LetterAddress;
import org.courtbridge.court.access.Membership;
import org.courtbridge.court.access.Memberships;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.TotpCodes;
import org.courtbridge.court.access.User;
import org.courtbridge.court.access.Users;
import org.courtbridge.media.language.Language;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract of the store of users and their second factors, for each database. */
abstract class UsersContract {

    private static final Instant NOW = Instant.parse("2026-11-25T05:00:00Z");

    @TempDir
    Path folder;

    private Database database;
    private StoredUsers users;
    private SecretBox box;
    private StoredSecondFactors factors;
    private User user;
    private final List<String> changed = new ArrayList<>();

    /** @param folder empty, of this test alone */
    abstract Database open(Path folder);

    @BeforeEach
    void open() {
        database = open(folder);
        users = new StoredUsers(database);
        box = SecretBox.open(database, MasterKey.keptIn(folder));
        factors = new StoredSecondFactors(database, box, changed::add);
        user = users.add("aigul", "Айгүл", Set.of(Role.CLERK), "once-only-2345");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private List<String> confirmed(String secret) {
        return factors.confirm(user.id(), TotpCodes.at(secret, NOW), NOW).orElseThrow();
    }

    @Test
    void aSecondFactorHoldsOnceItIsConfirmed() {
        String secret = factors.begin(user.id());
        assertThat(factors.begin(user.id())).as("the same until then").isEqualTo(secret);
        assertThat(factors.confirm(user.id(), "000000", NOW)).isEmpty();
        assertThat(users.byId(user.id())).get().matches(one -> !one.secondFactor());
        assertThat(factors.use(user.id(), TotpCodes.at(secret, NOW), NOW))
                .as("not confirmed")
                .isFalse();
        assertThat(confirmed(secret)).hasSize(10).doesNotHaveDuplicates();
        assertThat(changed).containsExactly(user.id());
        assertThat(users.signIn("aigul", "once-only-2345", "192.0.2.1")).get().matches(User::secondFactor);
        assertThatThrownBy(() -> factors.begin(user.id())).isInstanceOf(IllegalStateException.class);
        assertThat(factors.confirm(user.id(), TotpCodes.at(secret, NOW.plusSeconds(30)), NOW))
                .as("confirmed already")
                .isEmpty();
        factors.remove(user.id());
        assertThat(users.byId(user.id())).get().matches(one -> !one.secondFactor());
        assertThat(factors.begin(user.id())).isNotEqualTo(secret);
    }

    @Test
    void noCodeIsGoodTwice() {
        String secret = factors.begin(user.id());
        List<String> recovery = confirmed(secret);
        assertThat(factors.use(user.id(), TotpCodes.at(secret, NOW), NOW))
                .as("it confirmed")
                .isFalse();
        Instant later = NOW.plusSeconds(60);
        assertThat(factors.use(user.id(), TotpCodes.at(secret, later), later)).isTrue();
        assertThat(factors.use(user.id(), TotpCodes.at(secret, later), later)).isFalse();
        assertThat(factors.use(user.id(), TotpCodes.at(secret, later.minusSeconds(30)), later))
                .as("one before a used one")
                .isFalse();
        String other = TotpCodes.at(secret, later.plusSeconds(30));
        assertThat(factors.use(user.id(), other.substring(0, 3) + " " + other.substring(3), later))
                .as("as apps show it")
                .isTrue();

        String code = recovery.getFirst();
        assertThat(factors.use(user.id(), code.toUpperCase(Locale.ROOT).replace("-", " "), later))
                .isTrue();
        assertThat(factors.use(user.id(), code, later)).isFalse();
        User another = users.add("bolat", "Болат", Set.of(Role.CLERK), "once-only-2345");
        assertThat(factors.use(another.id(), recovery.get(1), later))
                .as("not his")
                .isFalse();
    }

    @Test
    void ofTwoWithTheSameCodeOneIsLetThrough() throws Exception {
        String secret = factors.begin(user.id());
        confirmed(secret);
        Instant later = NOW.plusSeconds(60);
        Callable<Boolean> attempt = () -> factors.use(user.id(), TotpCodes.at(secret, later), later);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            int through = 0;
            for (Future<Boolean> one :
                    threads.invokeAll(Stream.generate(() -> attempt).limit(32).toList())) {
                through += one.get() ? 1 : 0;
            }
            assertThat(through).isEqualTo(1);
        }
    }

    @Test
    void secretsAreEncryptedAndTurnWithTheKeys() {
        String secret = factors.begin(user.id());
        List<String> recovery = confirmed(secret);
        String kept = database.jdbi()
                .withHandle(handle -> handle.select("select secret from second_factors")
                        .mapTo(String.class)
                        .one());
        assertThat(kept).doesNotContain(secret);
        List<String> hashes = database.jdbi()
                .withHandle(handle -> handle.select("select code_hash from recovery_codes")
                        .mapTo(String.class)
                        .list());
        assertThat(hashes).hasSize(10).noneMatch(recovery::contains);
        box.rotate(new StoredAudit(database, () -> NOW), "system");
        box.rotate(new StoredAudit(database, () -> NOW), "system");
        Instant later = NOW.plusSeconds(60);
        assertThat(factors.use(user.id(), TotpCodes.at(secret, later), later)).isTrue();
        users.remove(user.id());
        assertThat(factors.use(user.id(), recovery.getFirst(), later)).isFalse();
    }

    @Test
    void lettersGoWhereTheUserSaysInTheLanguageOfTheUser() {
        assertThat(user.letters()).isEmpty();
        users.changeEmail(user.id(), Optional.of("aigul@court.example"));
        assertThat(users.byLogin("aigul").orElseThrow().letters())
                .contains(new LetterAddress("aigul@court.example", Optional.empty()));
        users.changeLanguage(user.id(), "kk");
        assertThatThrownBy(() -> users.changeEmail(user.id(), Optional.of("Айгүл")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("Айгүл");
        User now = users.byId(user.id()).orElseThrow();
        assertThat(now.letters()).contains(new LetterAddress("aigul@court.example", Optional.of(Language.KAZAKH)));
        assertThat(now.toString()).doesNotContain("court.example");
        users.changeEmail(user.id(), Optional.empty());
        assertThat(users.byId(user.id()).orElseThrow().letters()).isEmpty();
    }

    @Test
    void whoIsDisabledCannotSignIn() {
        users.setEnabled(user.id(), false);
        assertThat(users.signIn("aigul", "once-only-2345", "192.0.2.1")).isEmpty();
        assertThat(users.byId(user.id())).get().matches(one -> !one.enabled());
        users.setEnabled(user.id(), true);
        assertThat(users.signIn("aigul", "once-only-2345", "192.0.2.1")).isPresent();
    }

    @Test
    void whomAnotherProviderKnowsIsTheSameForEver() {
        Users.Provided added =
                users.ofProvider("https://id.example|7", "Aigul", "Айгүл Б.", EnumSet.of(Role.JUDGE), Map.of());
        assertThat(added.before()).isEmpty();
        User first = added.now();
        assertThat(first.login()).as("not the login of another").isEqualTo("Aigul-2");
        assertThat(first.external()).isTrue();
        assertThat(first.oneTimePassword()).isFalse();
        Users.Provided changed = users.ofProvider(
                "https://id.example|7", "married", "Айгүл С.", EnumSet.of(Role.JUDGE, Role.CLERK), Map.of());
        assertThat(changed.before()).contains(first);
        User again = changed.now();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.name()).isEqualTo("Айгүл С.");
        assertThat(again.roles()).containsExactlyInAnyOrder(Role.JUDGE, Role.CLERK);
        assertThat(users.ofProvider("https://other.example|7", "б", "Болат", Set.of(Role.CLERK), Map.of())
                        .now())
                .matches(
                        other -> !other.id().equals(first.id()) && other.login().equals("user"));
        assertThat(users.signIn("Aigul-2", "", "192.0.2.1")).isEmpty();
        assertThat(users.byId(user.id())).get().matches(one -> !one.external());
    }

    private static void institution(Database database, String id, String kind) {
        database.execute(
                "insert into institutions (id, name, name_key, kind, region) values (?, ?, ?, ?, '')",
                id,
                id,
                id,
                kind);
    }

    private Memberships memberships() {
        return users.byId(user.id()).orElseThrow().memberships();
    }

    @Test
    void rolesHoldInInstitutionsAndInTheRegionsOfDepartments() {
        institution(database, "department", "DEPARTMENT");
        institution(database, "court", "COURT");
        database.execute("update institutions set department_id = ? where id = ?", "department", "court");
        institution(database, "elsewhere", "COURT");
        assertThat(memberships())
                .as("as before there were institutions")
                .isEqualTo(Memberships.everywhere(Set.of(Role.CLERK)));
        users.changeRolesIn(user.id(), "elsewhere", EnumSet.of(Role.JUDGE, Role.CLERK));
        users.changeRolesIn(user.id(), "department", EnumSet.of(Role.ORGANISER));
        users.changeRoles(user.id(), Set.of());
        assertThat(memberships().own())
                .containsExactlyInAnyOrder(
                        Membership.in("elsewhere", Role.JUDGE),
                        Membership.in("elsewhere", Role.CLERK),
                        Membership.in("department", Role.ORGANISER));
        assertThat(memberships().regional()).containsExactly(Membership.in("court", Role.ORGANISER));
        users.changeRolesIn(user.id(), "department", Set.of());
        users.changeRolesIn(user.id(), "elsewhere", Set.of(Role.JUDGE));
        assertThat(memberships()).isEqualTo(new Memberships(Set.of(Membership.in("elsewhere", Role.JUDGE)), Set.of()));
        assertThatThrownBy(() -> users.changeRolesIn(user.id(), "nowhere", Set.of(Role.JUDGE)))
                .hasMessage("no institution nowhere");
        assertThat(users.all().getFirst().memberships()).isEqualTo(memberships());
        users.remove(user.id());
        assertThat(users.all()).isEmpty();
    }

    /** What an administrator gave elsewhere stays. */
    @Test
    void anotherProviderGivesRolesInInstitutions() {
        institution(database, "court", "COURT");
        institution(database, "hospital", "HOSPITAL");
        institution(database, "elsewhere", "COURT");
        String subject = "https://id.example|7";
        User added = users.ofProvider(
                        subject,
                        "saule",
                        "Сәуле",
                        Set.of(),
                        Map.of("court", Set.of(Role.CLERK), "hospital", Set.of(Role.OFFICIAL)))
                .now();
        assertThat(added.memberships().own())
                .containsExactlyInAnyOrder(
                        Membership.in("court", Role.CLERK), Membership.in("hospital", Role.OFFICIAL));
        users.changeRolesIn(added.id(), "elsewhere", Set.of(Role.TECHNICIAN));
        User changed = users.ofProvider(
                        subject,
                        "saule",
                        "Сәуле",
                        Set.of(Role.AUDITOR),
                        Map.of("court", Set.of(Role.JUDGE), "hospital", Set.of()))
                .now();
        assertThat(changed.memberships().own())
                .containsExactlyInAnyOrder(
                        Membership.everywhere(Role.AUDITOR),
                        Membership.in("court", Role.JUDGE),
                        Membership.in("elsewhere", Role.TECHNICIAN));
    }

    @Test
    void aNewUserMayBelongToOneInstitutionAlone() {
        institution(database, "court", "COURT");
        User judge = users.addTo("court", "judge", "Төраға", Set.of(Role.JUDGE), "once-only-2345");
        assertThat(judge.memberships().own()).containsExactly(Membership.in("court", Role.JUDGE));
        assertThat(users.byLogin("judge")).contains(judge);
        assertThatThrownBy(() -> users.addTo("nowhere", "other", "x", Set.of(Role.JUDGE), "once-only-2345"))
                .hasMessage("no institution nowhere");
        assertThat(users.byLogin("other")).isEmpty();
    }

    /** A page lists all, and each request asks about one. */
    @Test
    void manyAreReadWithAsManyQuestionsAsOne() {
        institution(database, "court", "COURT");
        users.addTo("court", "judge", "Төраға", Set.of(Role.JUDGE, Role.CLERK), "once-only-2345");
        users.add("nobody", "Ешкім", Set.of(), "once-only-2345");
        confirmed(factors.begin(user.id()));
        List<User> each = Stream.of("aigul", "nobody", "judge")
                .map(login -> users.byLogin(login).orElseThrow())
                .toList();
        AtomicInteger asked = new AtomicInteger();
        database.jdbi().setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                asked.incrementAndGet();
            }
        });
        assertThat(users.byId(user.id())).contains(each.getFirst());
        int one = asked.getAndSet(0);
        assertThat(users.all()).containsExactlyInAnyOrderElementsOf(each);
        assertThat(asked).hasValue(one);
    }
}
