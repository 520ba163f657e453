/** What a vendor registers its systems, asks customers for system users and reads their answers with. */
export const VENDOR_SCOPES: readonly string[] = [
  "altinn:authentication/systemregister.write",
  "altinn:authentication/systemuser.request.write",
  "altinn:authentication/systemuser.request.read",
];
