package sightline.deploy.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {

  @TempDir Path folder;

  @Test
  void shouldReplaceTheOldFileOnlyWhenTheNewOneIsWhole() throws Exception {
    Path target = folder.resolve("results.jsonl");
    Files.writeString(target, "old\n");
    ResultFile file = ResultFile.create(target);
    file.write("new");
    assertThat(target).hasContent("old\n");

    file.publish();

    assertThat(target).hasContent("new\n");
    assertThat(file.partial()).doesNotExist();
  }

  @Test
  void shouldKeepWhatWasWrittenUnderThePartialName() throws Exception {
    Path target = folder.resolve("results.jsonl");

    try (ResultFile file = ResultFile.create(target)) {
      file.write("half");
    }

    assertThat(target).doesNotExist();
    assertThat(folder.resolve("results.jsonl.partial")).hasContent("half\n");
  }

  @Test
  void shouldLeaveAnEarlierPartialFileWhenNothingWasWritten() throws Exception {
    Path earlier = Files.writeString(folder.resolve("results.jsonl.partial"), "half\n");

    ResultFile.create(folder.resolve("results.jsonl")).close();
    ResultFile.create(folder.resolve("results.jsonl")).discard();

    assertThat(earlier).hasContent("half\n");
  }

  @Test
  void shouldWriteWhatALinkPointsToAndKeepTheLink() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("elsewhere/real"));

    for (String line : List.of("first", "second")) { // there is nothing yet, then there is
      try (ResultFile file = ResultFile.create(link)) {
        file.write(line);
        file.publish();
      }
      assertThat(link).isSymbolicLink();
      assertThat(elsewhere.resolve("real")).hasContent(line + "\n");
    }
  }

  @Test
  void shouldWriteADeviceStraightAndLeaveItThere() throws Exception {
    Path device = Path.of("/dev/null");
    assumeThat(device).exists();

    Path link = Files.createSymbolicLink(folder.resolve("link"), device);
    try (ResultFile file = ResultFile.create(link)) {
      file.write("line");
      file.publish();
      file.discard();
    }

    assertThat(Files.readAttributes(device, BasicFileAttributes.class).isOther()).isTrue();
    Files.delete(link); // were it gone before, this would fail
    assertThat(Path.of("/dev/null.partial")).doesNotExist();
  }

  @Test
  void shouldNotWriteThroughALinkThatBearsThePartialName() throws Exception {
    Path precious = Files.writeString(folder.resolve("precious"), "old\n");
    Files.createSymbolicLink(folder.resolve("results.jsonl.partial"), precious);

    try (ResultFile file = ResultFile.create(folder.resolve("results.jsonl"))) {
      file.write("new");
    }

    assertThat(precious).hasContent("old\n");
  }

  @Test
  void shouldRefuseAFileWhoseFolderIsNotThere() {
    assertThatThrownBy(() -> ResultFile.create(folder.resolve("nowhere/results.jsonl")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void shouldRefuseAFolder() {
    assertThatThrownBy(() -> ResultFile.create(folder)).isInstanceOf(IOException.class);
  }
}
