package sightline.deploy.soak.process;

import java.util.concurrent.CountDownLatch;

/** A program that says what it was told, that it is ready, and waits until it is ended. */
final class Patient {

  private Patient() {}

  public static void main(String[] arguments) throws InterruptedException {
    ParentWatch.begin();
    System.out.println(String.join(" ", arguments));
    System.out.println(Child.READY);
    new CountDownLatch(1).await();
  }
}
