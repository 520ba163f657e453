/*
Stable ids for whoever drives the real window. They are written where they are used; this is the list.

Frame       #environment-band  #environment-change  #rail-<step>  #rail-<page>  #rail-select (narrow windows)
            #language-nb|nn|en  #theme-system|light|dark  #notice-close-<n>
Every page  #step-<name> (the heading of a step; #page-<name> of a page beside)  #primary  #back
            #problem (with data-code)  #action-<action> (its buttons)  #cancel (of what is waited for)
Start       #environment-practice|test|production|custom  #organisation  #profile-<id>
            #talks-…  #acts-…  #certificate-…  #recommendation  #change-answers
Vault       #step-vault  #password  #password-again  #start-over  #start-over-confirm
Certificate #drop-zone  #pick-file  #password  #password-toggle  #verdict  #skip  #save-cer  #save-pem
            #forget  #forget-confirm
Key         #bits-2048|3072|4096  #use-certificate-key  #copy-jwk  #copy-pem  #open-portal  #client-id  #kid
            #key-summary  #change-registration  #forget  #forget-confirm
Maskinporten, login  #scopes  #client-id
*/
export {};
