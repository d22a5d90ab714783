package org.courtbridge.gateway.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Maven and the Java that {@code ./courtbridge} finds on a machine without them: from a repository, which is a folder here, or from
 * Debian. Each Maven here writes down whose it is and builds nothing, and a Java tells its version; {@code apt-get} writes down what it is asked
 * for, and copies it from a folder.
 */
class BuildToolsTest {

    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    private static final String NAME = "apache-maven-9.9.9";
    private static final String ADDRESS = "org/apache/maven/apache-maven/9.9.9/" + NAME + "-bin.tar.gz";
    private static final long PATIENCE_SECONDS = 120;

    /** Of nobody. */
    private static final int ANOTHER_USER = 65_534;

    /** Programs that the scripts call and a bare Debian has, and curl. */
    private static final String PROGRAMS =
            "awk bash cat cp cut dirname env find grep gzip head locale mkdir mktemp mv readlink rm sed sh"
                    + " sha512sum sleep tail tar touch curl";

    @TempDir
    private Path folder;

    private record Ended(int status, String said) {}

    @BeforeEach
    void onlyThesePrograms() throws IOException {
        for (String program : PROGRAMS.split(" ")) {
            program(folder.resolve("bin").resolve(program), "exec /usr/bin/" + program + " \"$@\"");
        }
    }

    private static void program(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ended run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", folder.resolve("bin").toString());
        builder.environment().put("HOME", folder.resolve("home").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Path said = folder.resolve("said");
        Process process = builder.redirectOutput(said.toFile()).start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("done")
                    .isTrue();
        } finally {
            process.destroy();
        }
        return new Ended(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
    }

    private Ended fetch(Map<String, String> environment, String sum) throws IOException, InterruptedException {
        return run(environment, TOP.resolve(".mvn/fetch-maven").toString(), "9.9.9", sum, tools().toString());
    }

    private Path tools() {
        return folder.resolve("home/.cache/courtbridge");
    }

    private String repository() {
        return "file://" + folder.resolve("repository");
    }

    /** Puts an archive into the repository, and gives its SHA-512. */
    private String archive() throws Exception {
        program(folder.resolve(NAME + "/bin/mvn"), "echo fetched \"$MAVEN_ARGS$*\" >> " + folder.resolve("built"));
        Path archive = folder.resolve("repository").resolve(ADDRESS);
        Files.createDirectories(archive.getParent());
        assertThat(run(Map.of(), "tar", "-czf", archive.toString(), "-C", folder.toString(), NAME))
                .isEqualTo(new Ended(0, ""));
        return sum(archive);
    }

    private static String sum(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file)));
    }

    private List<String> fetched() throws IOException {
        try (Stream<Path> files = Files.list(tools())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void whatHasTheSumIsUnpackedAndStays() throws Exception {
        String sum = archive();
        assertThat(fetch(Map.of("MVNW_REPOURL", repository()), sum)).isEqualTo(new Ended(0, ""));
        assertThat(fetched()).containsExactly(NAME);
        assertThat(tools().resolve(NAME + "/bin/mvn")).isExecutable();
        assertThat(fetch(Map.of("MVNW_REPOURL", "file:///nowhere"), sum)).isEqualTo(new Ended(0, ""));
    }

    @Test
    void whatHasAnotherSumIsNotUnpacked() throws Exception {
        String sum = archive();
        String wrong = sum.substring(1) + (sum.startsWith("0") ? "1" : "0");
        Ended ended = fetch(Map.of("MVNW_REPOURL", repository()), wrong);
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said()).contains(ADDRESS + " is not what was tested: its SHA-512 is " + sum);
        assertThat(fetched()).isEmpty();
    }

    @Test
    void whatBreaksOffIsNotKept() throws Exception {
        archive();
        Path archive = folder.resolve("repository").resolve(ADDRESS);
        byte[] whole = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
        Ended ended = fetch(Map.of("MVNW_REPOURL", repository()), sum(archive));
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said()).contains("could not unpack file:");
        assertThat(fetched()).isEmpty();
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        Ended nowhere = fetch(Map.of("MVNW_REPOURL", repository()), "0");
        assertThat(nowhere.status()).isEqualTo(1);
        assertThat(nowhere.said()).contains("could not fetch " + repository() + "/" + ADDRESS);
        Files.delete(folder.resolve("bin/curl"));
        Ended withoutCurl = fetch(Map.of("MVNW_REPOURL", repository()), "0");
        assertThat(withoutCurl.status()).isEqualTo(1);
        assertThat(withoutCurl.said()).isEqualTo("fetch-maven: needs curl or wget\n");
        Files.delete(folder.resolve("bin/sha512sum"));
        assertThat(fetch(Map.of("MVNW_REPOURL", repository()), "0"))
                .isEqualTo(new Ended(1, "fetch-maven: needs sha512sum\n"));
        assertThat(fetched()).isEmpty();
    }

    @Test
    void takesTheMirrorOfTheSettings() throws Exception {
        String sum = archive();
        Files.createDirectories(folder.resolve("home/.m2"));
        Files.createSymbolicLink(folder.resolve("near&far"), folder.resolve("repository"));
        Files.writeString(
                folder.resolve("home/.m2/settings.xml"), """
                <settings>
                  <mirrors>
                    <!-- <mirror><mirrorOf>*</mirrorOf><url>file:///in/a/comment</url></mirror> -->
                    <mirror>
                      <mirrorOf>external:http:*</mirrorOf>
                      <url>file:///of/others</url>
                    </mirror>
                    <mirror><mirrorOf>*,!central</mirrorOf><url>file:///of/all/others</url></mirror>
                    <mirror>
                      <id>near</id>
                      <url>
                        %s
                      </url>
                      <mirrorOf>releases, central</mirrorOf>
                    </mirror>
                    <mirror><mirrorOf>*</mirrorOf><url>file:///too/late</url></mirror>
                  </mirrors>
                </settings>
                """.formatted("file://" + folder.resolve("near&amp;far")));
        assertThat(fetch(Map.of(), sum)).isEqualTo(new Ended(0, ""));
        assertThat(fetched()).containsExactly(NAME);
    }

    /** Makes a package of what is to be had by {@code apt-get}. */
    private void debian(String name, String file, String... lines) throws IOException {
        program(folder.resolve("packages").resolve(name).resolve(file), lines);
    }

    private void debianJava(String name, String modules) throws IOException {
        debian(name, "jvm/java-25/bin/java", "echo 'openjdk version \"25.0.1\"' >&2");
        Files.writeString(
                folder.resolve("packages").resolve(name).resolve("jvm/java-25/release"),
                "JAVA_VERSION=\"25.0.1\"\nMODULES=\"" + modules + "\"\n");
    }

    /** Runs a command in a copy without sources that expects the archive to have a sum, and looks for Java in a folder of its own. */
    private Ended build(String sum, String javaHome, String... command) throws Exception {
        return build(Map.of(), sum, javaHome, command);
    }

    /** @param home variables that say where the user's folders are; an empty one is as good as none */
    private Ended build(Map<String, String> home, String sum, String javaHome, String... command) throws Exception {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        program(copy.resolve("courtbridge"));
        Files.writeString(
                copy.resolve("courtbridge"),
                Files.readString(TOP.resolve("courtbridge"))
                        .replaceFirst("(?m)^maven_version=.*", "maven_version=9.9.9")
                        .replaceFirst("(?m)^maven_sum=.*", "maven_sum=" + sum)
                        .replace(" /usr/lib/jvm/*25*", " " + folder.resolve("jvm") + "/*25*")
                        .replace(" /opt/*jdk*25*", ""));
        Files.createDirectories(copy.resolve(".mvn"));
        Files.copy(
                TOP.resolve(".mvn/fetch-maven"),
                copy.resolve(".mvn/fetch-maven"),
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
        Files.createDirectories(copy.resolve("gateway/target"));
        Files.createDirectories(copy.resolve("benchmarks/target"));
        debian("maven", "bin/mvn", "echo of Debian >> " + folder.resolve("built"));
        program(folder.resolve("bin/id"), "echo 0");
        program(
                folder.resolve("bin/apt-get"),
                "echo \"$*\" >> " + folder.resolve("installed"),
                "cd " + folder.resolve("packages"),
                "for package; do [ ! -d \"$package\" ] || cp -r \"$package/.\" " + folder + "; done");
        String[] whole = Stream.concat(Stream.of(copy.resolve("courtbridge").toString()), Stream.of(command))
                .toArray(String[]::new);
        Map<String, String> environment = new HashMap<>(home);
        environment.put("MVNW_REPOURL", repository());
        environment.put("JAVA_HOME", javaHome);
        return run(environment, whole);
    }

    private List<String> installed() throws IOException {
        return Files.readAllLines(folder.resolve("installed"));
    }

    @Test
    void buildsWithWhatWasFetched() throws Exception {
        Ended ended = build(archive(), System.getProperty("java.home"), "sbom");
        assertThat(ended.status()).as(ended.said()).isZero();
        assertThat(Files.readAllLines(folder.resolve("built")))
                .hasSize(2)
                .allMatch(line -> line.startsWith("fetched") && line.contains("-Dprogram.only"));
        assertThat(folder.resolve("installed")).doesNotExist();
    }

    @Test
    void buildsWithDebiansWhereNoneCouldBeFetched() throws Exception {
        Ended ended = build("0", System.getProperty("java.home"), "sbom");
        assertThat(ended.status()).as(ended.said()).isZero();
        assertThat(ended.said()).contains("could not fetch ");
        assertThat(installed()).containsExactly("install -y --no-install-recommends maven");
        assertThat(Files.readAllLines(folder.resolve("built"))).containsExactly("of Debian", "of Debian");
    }

    @Test
    void takesNoMavenFromTheFolderOfAnotherUser() throws Exception {
        String sum = archive();
        Path shared = Files.createDirectories(folder.resolve("shared"));
        Path caches = shared.resolve("courtbridge");
        if (System.getProperty("user.name").equals("root")) {
            program(caches.resolve(NAME).resolve("bin/mvn"), "echo of another >> " + folder.resolve("built"));
            Files.setAttribute(caches, "unix:uid", ANOTHER_USER);
        } else {
            Files.createSymbolicLink(caches, Path.of("/usr"));
        }
        Ended ended = build(Map.of("XDG_CACHE_HOME", shared.toString()), sum, System.getProperty("java.home"), "sbom");
        assertThat(ended.status()).as(ended.said()).isZero();
        assertThat(ended.said()).contains(caches + " belongs to another user");
        assertThat(Files.readAllLines(folder.resolve("built"))).containsExactly("of Debian", "of Debian");
    }

    @Test
    void keepsMavenInTheCloneWhereThereIsNoHome() throws Exception {
        Ended ended = build(Map.of("HOME", ""), archive(), System.getProperty("java.home"), "sbom");
        assertThat(ended.status()).as(ended.said()).isZero();
        assertThat(folder.resolve("copy/target/.cache/courtbridge/" + NAME + "/bin/mvn"))
                .isExecutable();
        assertThat(Files.readAllLines(folder.resolve("built"))).hasSize(2).allMatch(line -> line.startsWith("fetched"));
    }

    @Test
    void buildsTheProgramWithARuntimeThatHasTheCompilerAndTheRestWithAJdk() throws Exception {
        debianJava("openjdk-25-jre-headless", "java.base jdk.compiler jdk.jfr");
        debianJava("openjdk-25-jdk-headless", "java.base jdk.compiler jdk.jfr");
        debian("openjdk-25-jdk-headless", "jvm/java-25/bin/javac");
        String sum = archive();
        Ended program = build(sum, "", "sbom");
        assertThat(program.status()).as(program.said()).isZero();
        assertThat(installed()).containsExactly("install -y --no-install-recommends openjdk-25-jre-headless");
        Ended benchmark = build(sum, "", "bench", "forward");
        assertThat(benchmark.status()).as(benchmark.said()).isZero();
        assertThat(installed())
                .containsExactly(
                        "install -y --no-install-recommends openjdk-25-jre-headless",
                        "install -y --no-install-recommends openjdk-25-jdk-headless");
    }

    @Test
    void aRuntimeWithoutTheCompilerIsFollowedByAJdk() throws Exception {
        debianJava("openjdk-25-jre-headless", "java.base java.compiler");
        debian("openjdk-25-jdk-headless", "jvm/java-25/bin/javac");
        Ended ended = build("0", "", "sbom");
        assertThat(ended.status()).as(ended.said()).isZero();
        assertThat(installed())
                .containsExactly(
                        "install -y --no-install-recommends maven openjdk-25-jre-headless",
                        "install -y --no-install-recommends openjdk-25-jdk-headless");
    }

    @Test
    void whatWasCompiledWithoutStaticAnalysisIsCompiledAnewWithIt() throws Exception {
        debianJava("openjdk-25-jre-headless", "java.base jdk.compiler");
        debianJava("openjdk-25-jdk-headless", "java.base jdk.compiler");
        debian("openjdk-25-jdk-headless", "jvm/java-25/bin/javac");
        String sum = archive();
        Path classes = folder.resolve("copy/module/target/classes");
        Path tests = folder.resolve("copy/module/target/test-classes");
        Files.createDirectories(classes);
        Files.createDirectories(tests);
        Ended program = build(sum, "", "sbom");
        assertThat(program.status()).as(program.said()).isZero();
        assertThat(Files.readAllLines(folder.resolve("built")))
                .isNotEmpty()
                .allMatch(line -> line.contains("-Dstatic.analysis=false"));
        assertThat(classes).exists();
        Files.delete(folder.resolve("built"));
        Ended benchmark = build(sum, "", "bench", "forward");
        assertThat(benchmark.status()).as(benchmark.said()).isZero();
        assertThat(Files.readAllLines(folder.resolve("built")))
                .isNotEmpty()
                .noneMatch(line -> line.contains("static.analysis"));
        assertThat(classes).doesNotExist();
        assertThat(tests).doesNotExist();
    }
}
