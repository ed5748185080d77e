/** Away from 8787, so that the tests run beside a server in use. */
export const E2E_PORT = 8799;
