package minzheng.kernel;

/** Implemented by the signed-in principal, so that lower modules learn who acts. */
public interface Acting {
  Actor actor();
}
